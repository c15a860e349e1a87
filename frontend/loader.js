// Starts the application. It is a file of its own because no script may stand in the page.

const MESSAGES = {
  ja: {
    waiting: "読み込んでいます。",
    failed:
      "画面を読み込めませんでした。通信環境をご確認のうえ、ページを再読み込みしてください。" +
      "続けて表示される場合は、お使いのブラウザーを最新版に更新してください。",
  },
  en: {
    waiting: "Loading.",
    failed:
      "This page could not be loaded. Please check your connection and reload the page. " +
      "If this message stays, please update your browser.",
  },
};

// The same order as in the application: the choice made here before, then the browser's.
function language() {
  let chosen = null;
  try {
    chosen = localStorage.getItem("minato.language");
  } catch {
    // A browser without storage has no choice to tell.
  }
  const wanted = [chosen, ...navigator.languages].map((tag) => (tag ?? "").slice(0, 2));
  return wanted.find((tag) => tag in MESSAGES) ?? "ja";
}

function say(message) {
  const place = document.getElementById("boot-message");
  if (place) {
    const own = language();
    document.documentElement.lang = own;
    place.textContent = MESSAGES[own][message];
  }
}

// The application builds elements from its own templates, which hold nothing that runs.
// Whatever else asks for HTML is refused here if it could run, and scripts always are.
function guardSinks() {
  // A second wall: the policy of the page stops what this does not know.
  const runs = /<(script|iframe|object|embed|base|form|meta|link)|[\s"'/]on[a-z]+\s*=|javascript:/i;
  const refuse = (kind) => () => {
    throw new TypeError(`${kind} is not allowed here`);
  };
  window.trustedTypes?.createPolicy("default", {
    createHTML(html) {
      if (runs.test(html)) {
        throw new TypeError("this HTML could run: it is not allowed here");
      }
      return html;
    },
    createScript: refuse("a script from text"),
    createScriptURL: refuse("a script from an address"),
  });
}

async function start() {
  guardSinks();
  const patience = setTimeout(() => say("waiting"), 800);
  try {
    const application = await import("{{app_js}}");
    await application.default({ module_or_path: "{{app_wasm}}" });
    document.getElementById("boot")?.remove();
  } catch (error) {
    console.error(error);
    say("failed");
  } finally {
    clearTimeout(patience);
  }
}

start();

//! On which file system a path lies, from `/proc/self/mountinfo`.

use std::path::{Path, PathBuf};

/// What we think of a file system.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Locks work, as far as we know.
    Fine,
    /// Locks work, but the file may vanish with its container.
    Volatile(String),
    /// Locks and shared memory do not work between machines.
    Network(String),
}

/// Names of network file systems, as the kernel and FUSE write them.
const NETWORK: [&str; 18] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "ncpfs",
    "ocfs2",
    "gfs2",
    "beegfs",
    "davfs",
    "virtiofs",
    "fuse.sshfs",
    "fuse.rclone",
];

/// Judges the file system that `path` (absolute, without links) lies on.
pub(super) fn judge(mountinfo: &str, path: &Path) -> Verdict {
    let Some(file_system) = file_system_of(mountinfo, path) else {
        return Verdict::Fine;
    };
    let name = file_system.to_owned();
    let behind_fuse = file_system.strip_prefix("fuse.").unwrap_or(file_system);
    if NETWORK.contains(&file_system) || NETWORK.contains(&behind_fuse) {
        Verdict::Network(name)
    } else if file_system == "overlay" {
        Verdict::Volatile(name)
    } else {
        Verdict::Fine
    }
}

/// The type of the mount with the longest path above `path`; of equals, the last one
/// hides the others.
fn file_system_of<'a>(mountinfo: &'a str, path: &Path) -> Option<&'a str> {
    mountinfo
        .lines()
        .filter_map(mount)
        .filter(|(point, _)| path.starts_with(point))
        .max_by_key(|(point, _)| point.components().count())
        .map(|(_, file_system)| file_system)
}

/// Mount point and type of a line; see `man 5 proc_pid_mountinfo`.
fn mount(line: &str) -> Option<(PathBuf, &str)> {
    let (before, after) = line.split_once(" - ")?;
    let point = before.split(' ').nth(4)?;
    Some((PathBuf::from(unescape(point)), after.split(' ').next()?))
}

/// The kernel writes these four characters as octal numbers.
fn unescape(text: &str) -> String {
    text.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 0:20 / / rw,relatime shared:1 - overlay overlay rw,lowerdir=/a
23 22 8:1 / /srv rw,relatime shared:2 - ext4 /dev/sda1 rw
24 23 0:30 / /srv/shared\\040files rw - nfs4 host:/export rw
25 22 0:31 / /mnt rw - ext4 /dev/sdb1 rw
26 25 0:32 / /mnt rw - fuse.sshfs host:/ rw
27 22 0:33 / /proc rw - proc proc rw";

    fn judged(path: &str) -> Verdict {
        judge(MOUNTS, Path::new(path))
    }

    #[test]
    fn a_disk_is_fine() {
        assert_eq!(judged("/srv/minato.sqlite"), Verdict::Fine);
    }

    #[test]
    fn the_nearest_mount_decides() {
        assert_eq!(
            judged("/srv/shared files/minato.sqlite"),
            Verdict::Network("nfs4".to_owned())
        );
        assert_eq!(judged("/srv/shared/minato.sqlite"), Verdict::Fine);
    }

    #[test]
    fn the_last_mount_on_a_place_decides() {
        assert_eq!(
            judged("/mnt/minato.sqlite"),
            Verdict::Network("fuse.sshfs".to_owned())
        );
    }

    #[test]
    fn a_container_is_volatile() {
        assert_eq!(
            judged("/var/minato.sqlite"),
            Verdict::Volatile("overlay".to_owned())
        );
    }

    #[test]
    fn an_unknown_world_is_fine() {
        assert_eq!(judge("", Path::new("/srv/minato.sqlite")), Verdict::Fine);
        assert_eq!(judge("not a mount table", Path::new("/srv")), Verdict::Fine);
    }
}

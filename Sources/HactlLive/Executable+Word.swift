import Subprocess
import SystemPackage

extension Executable {
    /// The program that a person wrote: a name is looked for in PATH, whatever holds a slash is a place.
    init(word: String) {
        self = word.contains("/") ? .path(FilePath(word)) : .name(word)
    }
}

using VfioActors.Races.Programs;

namespace VfioActors.Races.Packing;

/// <summary>
/// Where and how a lock was taken, as one number: the line, whether it was taken together with other readers, and
/// whether its class is named, as by mutex_lock_nested. Several locks may be taken in one line, each in its own way.
/// </summary>
internal static class LockPlace
{
    /// <summary>More than any line, and less than marks that stand for lines.</summary>
    private const int Named = 1 << 28, Shared = 1 << 27;

    /// <summary>The place of what asks for a lock.</summary>
    internal static int Of(Instruction asked) =>
        asked.Line
        | (asked.NamesClass ? Named : 0)
        | (asked.Access is Access.ReadLock or Access.TryReadLock ? Shared : 0);

    /// <summary>The line of a place.</summary>
    internal static int LineOf(int place) => place & ~(Named | Shared);

    /// <summary>Whether the class of the lock is named at a place.</summary>
    internal static bool IsNamed(int place) => (place & Named) != 0;

    /// <summary>Whether the lock is taken together with other readers at a place.</summary>
    internal static bool IsShared(int place) => (place & Shared) != 0;

    /// <summary>The same place at another line.</summary>
    internal static int At(int line, int place) => line | (place & (Named | Shared));
}

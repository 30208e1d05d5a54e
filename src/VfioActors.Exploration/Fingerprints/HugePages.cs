using System.Runtime.InteropServices;

namespace VfioActors.Exploration.Fingerprints;

/// <summary>
/// Large arrays that are looked into all over: on Linux in huge pages where the system gives them, so that the
/// processor finds their pages without another look into memory.
/// </summary>
internal static class HugePages
{
    private const int PageBytes = 1 << 21;

    /// <summary>MADV_HUGEPAGE of madvise(2).</summary>
    private const int Huge = 14;

    /// <summary>Makes an array of zeros.</summary>
    internal static ulong[] NewArray(int length)
    {
        if ((long)length * sizeof(ulong) < 2 * PageBytes || !OperatingSystem.IsLinux()) { return new ulong[length]; }
        var made = GC.AllocateArray<ulong>(length, pinned: true);
        Advise(made);
        return made;
    }

    /// <summary>A system that has no huge pages says so, and all is as before.</summary>
    private static void Advise(ulong[] array)
    {
        var start = (long)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        var first = (start + PageBytes - 1) & -PageBytes;
        var end = (start + ((long)array.Length * sizeof(ulong))) & -PageBytes;
        try
        {
            _ = Advise((nint)first, (nuint)(end - first), Huge);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library; it is a hint only.
        }
    }

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(nint start, nuint length, int advice);
}

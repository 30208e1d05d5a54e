using VfioActors.Behaviors.Values;
using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Actors;

/// <summary>Finds room for buffers in the addresses of processes: each has a hole before and behind it.</summary>
internal sealed class BufferRoom
{
    private const ulong Page = 4096;
    private const ulong Apart = 1UL << 30;
    private const ulong FirstSmall = 0x7f0000000000;
    private const int SmallMost = 1000;

    // Nothing that a recording names by its number lies here.
    private const ulong FirstLarge = 0x300000000000;
    private const ulong EndLarge = 0x7e0000000000;

    private ulong _large = FirstLarge;

    /// <summary>How many buffers were made.</summary>
    public int Made { get; private set; }

    /// <summary>Finds room for the next buffer.</summary>
    /// <returns>Its first address.</returns>
    /// <exception cref="RecordingException">The addresses are used up.</exception>
    public ulong Next(string name, long pages)
    {
        Made++;
        if (Made < SmallMost && (ulong)pages <= (Apart / Page) - 1) { return FirstSmall + ((ulong)Made * Apart); }
        var start = _large;
        var bytes = (((ulong)pages * Page / Apart) + 2) * Apart;
        if (bytes > EndLarge - start)
        {
            throw new RecordingException(
                name, 0, $"the addresses that are left to buffers are no room for {Counted.Of(pages, "page")}");
        }

        _large += bytes;
        return start;
    }

    /// <summary>Counts a buffer that is placed elsewhere.</summary>
    public void Count() => Made++;
}

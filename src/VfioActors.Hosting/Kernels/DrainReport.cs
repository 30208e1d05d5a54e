using VfioActors.Runtime;

namespace VfioActors.Hosting.Kernels;

/// <summary>What a shutdown found when it had waited for what was in flight.</summary>
/// <param name="CameToRest">Whether all that was sent was handled in time; else counts may be out of date.</param>
/// <param name="OpenCalls">
/// Calls from outside without an answer, by the actor: an unmap, say, that waits for a driver to drop its pins.
/// </param>
/// <param name="Held">What is still held, in the order of the actors.</param>
/// <param name="Broken">The promises that were broken while all ran.</param>
public sealed record DrainReport(
    bool CameToRest, IReadOnlyList<Holding> OpenCalls, IReadOnlyList<Holding> Held,
    IReadOnlyCollection<BrokenPromise> Broken)
{
    /// <summary>Whether nothing is held, nobody waits and no promise was broken.</summary>
    public bool IsClean => CameToRest && OpenCalls.Count == 0 && Held.Count == 0 && Broken.Count == 0;

    /// <summary>All that is not as it should be, in one line.</summary>
    public override string ToString() => IsClean ? "nothing is held, and nobody waits" : string.Join("; ",
    [
        .. CameToRest ? (string[])[] : ["something was on its way still"],
        .. OpenCalls.Select(one => one.ToString()), .. Held.Select(one => one.ToString()),
        .. Broken.Select(one => $"{one.Name} broke {one.Property}: {one.Reason}"),
    ]);
}

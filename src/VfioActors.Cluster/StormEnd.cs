using VfioActors.Storm.Measures;

namespace VfioActors.Cluster;

/// <summary>How a storm over nodes ended.</summary>
/// <param name="Seconds">From the first message to rest.</param>
/// <param name="JudgedIn">How long the judging took.</param>
/// <param name="AtRest">Whether it came to rest.</param>
/// <param name="IsCut">Whether it was ended before its time by whoever started it.</param>
/// <param name="Samples">How it went.</param>
internal sealed record StormEnd(
    double Seconds, double JudgedIn, bool AtRest, bool IsCut, IReadOnlyList<StormSample> Samples);

using VfioActors.Hosting.Doors;

namespace VfioActors.Remote.Links;

/// <summary>A call came back from another node.</summary>
/// <param name="Number">Which.</param>
/// <param name="Answer">The answer; null when the wait for it was ended.</param>
internal sealed record CallEnded(long Number, WholeAnswer? Answer);

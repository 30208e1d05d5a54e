using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Livelocks;

/// <summary>A step from a state to a state.</summary>
/// <param name="From">The number of the state before.</param>
/// <param name="To">The number of the state after.</param>
/// <param name="Choice">The step.</param>
/// <param name="IsOption">Whether it is one of several answers that the host can give.</param>
/// <param name="Next">The number of another step out of the same state; -1 for none.</param>
internal readonly record struct StateEdge(int From, int To, Choice Choice, bool IsOption, int Next);

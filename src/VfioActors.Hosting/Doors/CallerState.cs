using VfioActors.Behaviors;

namespace VfioActors.Hosting.Doors;

/// <summary>An actor that stands in the topology for callers from outside owns nothing there.</summary>
internal sealed class CallerState(Journal journal) : State(journal);

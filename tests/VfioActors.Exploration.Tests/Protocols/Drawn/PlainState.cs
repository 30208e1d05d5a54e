namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>The state of an actor of a drawn model.</summary>
internal readonly record struct PlainState(int Count, int Holder, int Waiter);

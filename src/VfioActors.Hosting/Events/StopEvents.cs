namespace VfioActors.Hosting.Events;

/// <summary>Tells the parent of all actors that the sender listens no more. Never answered.</summary>
public sealed record StopEvents;

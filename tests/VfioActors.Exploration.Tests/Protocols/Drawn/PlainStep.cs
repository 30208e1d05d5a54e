namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>A step that could be next: the message, and what the host answers.</summary>
internal sealed record PlainStep(PlainFlight Flight, int Option);

namespace VfioActors.Runtime.Tests.Control.Programs;

/// <summary>A message. What it has an actor do sends only messages of lesser numbers, so that every run ends.</summary>
internal sealed record Say(int Number);

namespace VfioActors.Behaviors.Values;

/// <summary>A promise that somebody asks for by its id, whatever its words become.</summary>
/// <param name="Id">Unique among promises; not for people.</param>
/// <param name="Text">The promise in words, such as "pins never go below zero".</param>
public sealed record Promise(string Id, string Text);

namespace VfioActors.Exploration.Units;

/// <summary>A state from which every step was taken, whoever did it.</summary>
/// <param name="Fingerprint">What tells it from others, with what was broken before.</param>
/// <param name="State">The same whatever was broken before.</param>
/// <param name="Steps">How many steps there are.</param>
/// <param name="Marks">What became of the run.</param>
/// <param name="Awaits">How many of the steps lead to states of which it was not known that they are finished.</param>
internal readonly record struct ExpandedState(ulong Fingerprint, ulong State, int Steps, StateMarks Marks, int Awaits);

using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Units.Work;

/// <summary>A state from which every step was taken, whoever did it.</summary>
/// <param name="Reached">Which state, and what was broken before it.</param>
/// <param name="Steps">How many steps there are.</param>
/// <param name="Marks">What became of the run.</param>
/// <param name="Awaits">How many of the steps lead to states of which it was not known that they are finished.</param>
internal readonly record struct ExpandedState(ReachedState Reached, int Steps, StateMarks Marks, int Awaits);

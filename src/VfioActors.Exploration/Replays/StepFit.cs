using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Replays;

/// <summary>How well a step that could be next fits one of an older trace.</summary>
/// <param name="Choice">The step that could be next.</param>
/// <param name="Now">The same as it would stand in a trace.</param>
/// <param name="Renames">How many of receiver, sender and kind have names that are only guessed.</param>
/// <param name="Fields">In how many fields the messages differ.</param>
/// <param name="IsOtherKind">Whether the message is of a kind whose name is only guessed.</param>
internal readonly record struct StepFit(
    Choice Choice, TraceStep Now, int Renames, int Fields, bool IsOtherKind)
{
    /// <summary>Whether another step sent it.</summary>
    internal bool IsOtherCause { get; init; }

    /// <summary>Whether it is the step itself, perhaps under other names.</summary>
    internal bool IsSame => Fields == 0 && !IsOtherKind;

    /// <summary>The less the better: first the kind, then names, then fields, then the cause.</summary>
    internal (bool, int, int, bool) Distance => (IsOtherKind, Renames, Fields, IsOtherCause);
}

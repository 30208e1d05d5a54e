using VfioActors.Behaviors;

namespace VfioActors.Runtime;

/// <summary>What a running actor broke. It was stopped; the others went on.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Name">Its name.</param>
/// <param name="Property">The property that is broken.</param>
/// <param name="Reason">What is wrong, in one line.</param>
/// <param name="LastSteps">What the actor handled last, the oldest first, the step that broke it last.</param>
public sealed record BrokenPromise(
    ActorId Actor, string Name, string Property, string Reason, IReadOnlyList<LastStep> LastSteps);

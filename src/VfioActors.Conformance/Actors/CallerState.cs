using VfioActors.Behaviors;

namespace VfioActors.Conformance.Actors;

/// <summary>A caller keeps nothing: what it asks and hears lies on its desk.</summary>
public sealed class CallerState : State
{
    internal CallerState(Journal journal)
        : base(journal)
    {
    }
}

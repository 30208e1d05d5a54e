using VfioActors.Behaviors;

namespace VfioActors.Exploration.Properties;

/// <summary>A claim about one actor at a time, looked at around its own steps.</summary>
public abstract class ActorProperty : Property
{
    private protected ActorProperty()
    {
    }

    /// <summary>Whether the claim is about this actor.</summary>
    public abstract bool Concerns(Cell cell);

    /// <summary>Whether the claim is looked at before a step; if not, after it.</summary>
    internal abstract bool LooksBefore { get; }

    /// <summary>Ties the claim to one actor.</summary>
    internal abstract BoundCheck Bind(Cell cell);
}

using VfioActors.Behaviors;

namespace VfioActors.Exploration.Properties;

/// <summary>A claim about one actor at a time, looked at around its own steps.</summary>
public abstract class ActorProperty : Property
{
    private protected ActorProperty()
    {
    }

    /// <summary>Whether the claim is about actors like this one.</summary>
    public abstract bool Concerns(Cell cell);

    /// <summary>
    /// Which of those actors it is about; null for all. For a scenario with several parts that are alike, each of which
    /// has claims of its own.
    /// </summary>
    public Func<ActorId, bool>? Among { get; set; }

    /// <summary>Whether the claim is about this actor, among those that it is about.</summary>
    internal bool IsAbout(Cell cell) => Concerns(cell) && Among?.Invoke(cell.Id) != false;

    /// <summary>Whether the claim is looked at before a step; if not, after it.</summary>
    internal abstract bool LooksBefore { get; }

    /// <summary>Whether the claim is looked at before any step.</summary>
    internal virtual bool LooksAtStart => false;

    /// <summary>Ties the claim to one actor.</summary>
    internal abstract BoundCheck Bind(Cell cell);
}

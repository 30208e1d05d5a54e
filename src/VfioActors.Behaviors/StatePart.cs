namespace VfioActors.Behaviors;

/// <summary>A part of a <see cref="State"/>: it hashes itself as it changes, and can take its changes back.</summary>
public abstract class StatePart
{
    private protected StatePart(State owner)
    {
        Owner = owner;
        Salt = owner.Enlist(this);
        Keeps = owner.Journal.Keeps;
    }

    private protected State Owner { get; }

    /// <summary>Tells this part's hashes from those of the other parts of the state.</summary>
    private protected ulong Salt { get; }

    private protected bool Keeps { get; }

    internal abstract void TakeBack();

    /// <summary>What this part adds to the fingerprint, from scratch.</summary>
    internal abstract ulong Contribution();

    /// <summary>
    /// Moves the fingerprint from what <paramref name="before"/> added to what <paramref name="after"/> adds.
    /// </summary>
    private protected void Rehash(ulong before, ulong after)
    {
        unchecked { Owner.Sum += after - before; }
    }

    private protected void Note() => Owner.Journal.Note(this);
}

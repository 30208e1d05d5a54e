using VfioActors.Behaviors.Reads;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>
/// A part of a <see cref="State"/>: it hashes itself as it changes, and can take its changes back. Derive from it when
/// <see cref="Variable{T}"/>, <see cref="SortedMap{TKey,TValue}"/> and <see cref="Fifo{T}"/> do not carry.
/// </summary>
public abstract class StatePart
{
    /// <param name="owner">The state; parts are made in its constructor, always in the same order.</param>
    protected StatePart(State owner)
    {
        Owner = owner;
        Salt = owner.Enlist(this);
        Keeps = owner.Journal.Keeps;
        Reads = owner.Journal.Reads;
    }

    /// <summary>Tells this part's hashes from those of the other parts of the state.</summary>
    protected ulong Salt { get; }

    /// <summary>
    /// Whether changes are noted and the fingerprint is kept up to date. When not, a part changes and nothing else.
    /// </summary>
    protected bool Keeps { get; }

    /// <summary>Where reads are noted while it is open; null for a host that never goes back.</summary>
    private protected ReadLog? Reads { get; }

    /// <summary>
    /// Whether the part notes in <see cref="Reads"/> whatever is read of it, or that it cannot say what was. The steps
    /// of an actor with a part that does not are never known by what they read.
    /// </summary>
    internal virtual bool TellsReads => false;

    private protected State Owner { get; }

    /// <summary>Takes back the newest change that was noted, its share of the fingerprint included.</summary>
    protected internal abstract void TakeBack();

    /// <summary>
    /// What this part adds to the fingerprint, from scratch; equal contents add the same whatever led there.
    /// </summary>
    protected internal abstract ulong Contribution();

    /// <summary>
    /// What this part would add to the fingerprint with other numbers. A part that does not say makes a scenario unfit
    /// for symmetry.
    /// </summary>
    /// <exception cref="NotSupportedException">The part does not know.</exception>
    protected internal virtual ulong Contribution(Renaming renaming) =>
        throw new NotSupportedException($"{GetType().Name} does not say what becomes of it when ids are renamed");

    /// <summary>
    /// Into how many pieces it falls that each add their own share to the fingerprint, such as the entries of a table:
    /// from one state to the next most stay as they are. 1 where it does not say.
    /// </summary>
    protected internal virtual int PieceCount => 1;

    /// <summary>What one piece adds to the fingerprint; 0 when it is empty. All add up to what the part adds.</summary>
    /// <param name="piece">Its number, from 0: the same in equal contents.</param>
    protected internal virtual ulong ContributionOf(int piece) => Contribution();

    /// <summary>What one piece would add to the fingerprint with other numbers.</summary>
    /// <param name="piece">Its number, from 0: the same in equal contents.</param>
    /// <param name="renaming">The numbers.</param>
    /// <exception cref="NotSupportedException">The part does not know.</exception>
    protected internal virtual ulong ContributionOf(int piece, Renaming renaming) => Contribution(renaming);

    /// <summary>
    /// What a value under a key adds to the fingerprint. Types without padding only.
    /// </summary>
    protected ulong HashOf<TKey, TValue>(in TKey key, in TValue value)
        where TKey : unmanaged
        where TValue : unmanaged => Words<TValue>.Hash(in value, Words<TKey>.Hash(in key, Salt));

    /// <summary>
    /// Moves the fingerprint from what <paramref name="before"/> added to what <paramref name="after"/> adds.
    /// </summary>
    protected void Rehash(ulong before, ulong after)
    {
        unchecked { Owner.Sum += after - before; }
    }

    /// <summary>Says that one change was made which <see cref="TakeBack"/> can undo.</summary>
    protected void Note() => Owner.Journal.Note(this);
}

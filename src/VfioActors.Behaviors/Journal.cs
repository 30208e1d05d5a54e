using VfioActors.Behaviors.Reads;

namespace VfioActors.Behaviors;

/// <summary>
/// What lets a host take steps back: every change of a journalled <see cref="State"/> is noted here, newest last. One
/// journal serves all actors of one world.
/// </summary>
public sealed class Journal
{
    private Entry[] _changed = new Entry[64];

    /// <param name="keeps">False for a host that never goes back: changes are then not noted and cost nothing.</param>
    public Journal(bool keeps = true) => (Keeps, Reads) = (keeps, keeps ? new() : null);

    /// <summary>Whether changes are noted.</summary>
    public bool Keeps { get; }

    /// <summary>What a step reads, where somebody wants to know; null for a host that never goes back.</summary>
    public ReadLog? Reads { get; }

    /// <summary>How many changes are noted: the place to come back to.</summary>
    public int Mark { get; private set; }

    /// <summary>Takes back every change since <paramref name="mark"/>, newest first.</summary>
    public void BackTo(int mark)
    {
        while (Mark > mark) { _changed[--Mark].Part.TakeBack(); }
    }

    internal void Note(StatePart part)
    {
        if (Mark == _changed.Length) { Array.Resize(ref _changed, Mark * 2); }
        _changed[Mark++].Part = part;
    }

    /// <summary>
    /// A struct around the part: an array of classes would check the type of all that is stored in it.
    /// </summary>
    private struct Entry
    {
        internal StatePart Part;
    }
}

using System.Runtime.InteropServices;

namespace VfioActors.Behaviors.Reads;

/// <summary>
/// What a step read of the state that it began in: whoever explores then knows what it would do in every other state in
/// which it would read the same. One for each journal.
/// </summary>
/// <remarks>
/// Parts note what is read while it is open, each thing once, and before it is changed; so what is read after the step
/// changed it is not noted, as that follows from what was read before.
/// </remarks>
public sealed class ReadLog
{
    private readonly List<StateRead> _reads = [];
    private readonly List<ulong> _words = [];

    /// <summary>Whether reads are noted.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Whether the step read what nobody can name: then what was noted says nothing.</summary>
    public bool IsBlind { get; private set; }

    /// <summary>Another number each time that it is opened, from 1.</summary>
    internal int Opening { get; private set; }

    /// <summary>What was read, in the order of reading.</summary>
    public ReadOnlySpan<StateRead> Reads => CollectionsMarshal.AsSpan(_reads);

    /// <summary>What each of <see cref="Reads"/> said then.</summary>
    public ReadOnlySpan<ulong> Words => CollectionsMarshal.AsSpan(_words);

    /// <summary>A step begins.</summary>
    public void Open()
    {
        _reads.Clear();
        _words.Clear();
        Opening++;
        (IsOpen, IsBlind) = (true, false);
    }

    /// <summary>The step has ended.</summary>
    public void Close() => IsOpen = false;

    /// <summary>Something is read that was not changed since <see cref="Open"/>.</summary>
    internal void Note(StateRead read)
    {
        _reads.Add(read);
        _words.Add(read.Word);
    }

    /// <summary>Something is read that nobody can name.</summary>
    internal void NoteUnnamed() => IsBlind |= IsOpen;
}

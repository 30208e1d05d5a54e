using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>
/// The starts and messages from outside with which runs begin, and which of them the run in hand leaves out.
/// </summary>
internal sealed class OutsideMessages
{
    private readonly List<string> _told = [];
    private LeftOut _leftOut = LeftOut.Nothing;
    private int _count;
    private bool _isListed;

    /// <summary>All of them, in words.</summary>
    internal IReadOnlyList<string> Told => _told;

    /// <summary>Runs begin as those of a path do.</summary>
    internal void BeginAs(LeftOut leftOut) => _leftOut = leftOut;

    /// <summary>The actors are known: from now on every run begins with the same.</summary>
    internal void Freeze() => _isListed = true;

    /// <summary>A run begins.</summary>
    internal void Begin()
    {
        _count = 0;
        if (!_isListed) { _told.Clear(); }
    }

    /// <summary>Counts one more, and says whether a minimizer left it out.</summary>
    internal bool Leaves(ControlQueue actor, string what, object message)
    {
        if (!_isListed) { _told.Add($"{Named.Of(actor.Owner)} {what} {MessageText.Of(message)}".TrimEnd()); }
        return _leftOut.Has(++_count);
    }

    /// <summary>Whether what came of the beginning is what came of it before.</summary>
    internal bool IsAsBefore(ulong outcome)
    {
        var before = _leftOut.Opening ?? outcome;
        _leftOut.Opening = outcome;
        return before == outcome;
    }
}

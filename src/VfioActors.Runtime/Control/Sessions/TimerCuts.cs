using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>Timers that may go on for ever: in a run each fires a few times.</summary>
/// <param name="firings">How often.</param>
internal sealed class TimerCuts(int firings, Doubts doubts)
{
    /// <summary>So often each fires beyond the end of a run, to see whether what is broken there is mended.</summary>
    private const int More = 20;

    private readonly List<ActorStep> _cut = [];
    private int _more;

    /// <summary>Whether some were kept from firing in the run in hand, so that its end is no rest.</summary>
    internal bool AreThere => _cut.Count > 0;

    /// <summary>A run begins.</summary>
    internal void Clear()
    {
        _cut.Clear();
        _more = 0;
    }

    /// <summary>Whether a timer does not fire any more in the run in hand.</summary>
    /// <param name="fired">How often it fired.</param>
    /// <param name="step">The step that it would fire in.</param>
    internal bool Cuts(int fired, ActorStep step)
    {
        if (fired < firings + _more) { return false; }
        doubts.CutTimers(firings);
        _cut.Add(step);
        return true;
    }

    /// <summary>The run goes on beyond its end.</summary>
    /// <returns>The steps that it goes on with.</returns>
    internal IReadOnlyList<ActorStep> GoOn()
    {
        List<ActorStep> left = [.. _cut];
        _cut.Clear();
        _more = More;
        return left;
    }
}

namespace VfioActors.Runtime.Control.Steps;

/// <summary>One of the lists in which .NET keeps timers that are set: which were in it the last time.</summary>
/// <param name="guard">Whoever changes the list holds it.</param>
/// <param name="head">The first of the list; null when there is none.</param>
/// <param name="next">The one behind another; null when there is none.</param>
internal sealed class TimerList(Lock guard, Func<object?> head, Func<object, object?> next)
{
    private readonly List<object> _noted = [];

    /// <summary>Whether the same timers are in it as were noted, in the same order.</summary>
    internal bool IsAsNoted()
    {
        if (_noted.Count == 0) { return head() is null; }
        lock (guard)
        {
            var timer = head();
            foreach (var known in _noted)
            {
                if (!ReferenceEquals(timer, known)) { return false; }
                timer = next(known);
            }

            return timer is null;
        }
    }

    /// <summary>Notes which timers are in it.</summary>
    /// <returns>The first; null when there is none.</returns>
    internal object? Note()
    {
        _noted.Clear();
        lock (guard)
        {
            for (var timer = head(); timer is not null; timer = next(timer)) { _noted.Add(timer); }
        }

        return _noted.Count > 0 ? _noted[0] : null;
    }
}

using System.Text;

namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>A thread of a sketch: its C, and beside that its steps, each a function of the state.</summary>
/// <param name="number">Its number.</param>
/// <param name="at">Where in the state its place is; -1 stands for one that is not under way.</param>
/// <param name="kept">Where in the state its variable is that the C calls t.</param>
internal sealed class SketchThread(int number, int at, int kept)
{
    internal const int Idle = -1;

    private const int Waits = -2;

    private readonly List<(bool IsStep, Func<int[], int> Run)> _code = [];

    /// <summary>Its number.</summary>
    internal int Number => number;

    /// <summary>Where the variable t is.</summary>
    internal int Kept => kept;

    /// <summary>The C.</summary>
    internal StringBuilder Text { get; } = new();

    /// <summary>Whether it can begin; then it has. Null for one that has begun from the start.</summary>
    internal Func<int[], bool>? Begins { get; set; }

    /// <summary>What its end does, which is a step; null for one that ends and stays so.</summary>
    internal Action<int[]>? Ends { get; set; }

    /// <summary>The next instruction.</summary>
    internal int Here => _code.Count;

    /// <summary>Whether it is under way.</summary>
    internal bool IsRunning(int[] state) => state[at] != Idle;

    /// <summary>Whether nothing is left of it.</summary>
    internal bool IsDone(int[] state) => Begins is null ? state[at] == _code.Count : !IsRunning(state);

    /// <summary>A step.</summary>
    internal void Step(Action<int[]> does) => Await(state =>
    {
        does(state);
        return true;
    });

    /// <summary>A step that waits while it answers that it did nothing.</summary>
    internal void Await(Func<int[], bool> does)
    {
        var next = Here + 1;
        _code.Add((true, state => does(state) ? next : Waits));
    }

    /// <summary>What concerns the thread alone.</summary>
    internal void Alone(Action<int[]> does)
    {
        var next = Here + 1;
        _code.Add((false, state =>
        {
            does(state);
            return next;
        }
        ));
    }

    /// <summary>Code that is passed over unless something holds.</summary>
    internal void If(Func<int[], bool> holds, Action body)
    {
        var here = Here;
        _code.Add(default);
        body();
        var end = Here;
        _code[here] = (false, state => holds(state) ? here + 1 : end);
    }

    /// <summary>Code that is taken again as long as something holds.</summary>
    internal void Repeat(Action body, Func<int[], bool> holds)
    {
        var top = Here;
        body();
        var end = Here + 1;
        _code.Add((false, state => holds(state) ? top : end));
    }

    /// <summary>All that concerns the thread alone belongs to the step before.</summary>
    internal void Settle(int[] state)
    {
        while (state[at] < _code.Count && !_code[state[at]].IsStep) { state[at] = _code[state[at]].Run(state); }
    }

    /// <summary>The state after its next step; null where it has none.</summary>
    internal int[]? After(int[] state)
    {
        var next = (int[])state.Clone();
        if (!IsRunning(state))
        {
            if (Begins is null || !Begins(next)) { return null; }
            (next[at], next[kept]) = (0, 0);
        }
        else if (state[at] == _code.Count)
        {
            if (Ends is null) { return null; }
            next[at] = Idle;
            Ends(next);
            return next;
        }
        else
        {
            var to = _code[state[at]].Run(next);
            if (to == Waits) { return null; }
            next[at] = to;
        }

        Settle(next);
        return next;
    }
}

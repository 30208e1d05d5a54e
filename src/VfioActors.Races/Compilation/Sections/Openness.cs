using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Sections;

/// <summary>
/// What may come to a thread where it is, before it runs: whether interrupts, and whether softirqs, may be on at an
/// instruction. Of several ways to it the one counts on which less is off.
/// </summary>
internal sealed class Openness
{
    private readonly ThreadPlan _thread;
    private readonly (long Irq, long Spin)?[] _depths;

    /// <param name="thread">The thread.</param>
    internal Openness(ThreadPlan thread)
    {
        _thread = thread;
        _depths = new (long, long)?[thread.Code.Count];
        if (_depths.Length > 0) { _depths[0] = (0, 0); }
        var changes = true;
        while (changes)
        {
            changes = false;
            for (var at = 0; at < _depths.Length; at++) { changes |= Flow(at); }
        }
    }

    /// <summary>Whether an interrupt may come there.</summary>
    internal bool ToInterrupts(int at) => !_thread.IsInterrupt && _depths[at] is { Irq: 0 };

    /// <summary>Whether a softirq may come there.</summary>
    internal bool ToSoftirqs(int at) => !_thread.IsSoftirq && ToInterrupts(at)
        && _depths[at] is { Spin: < ThreadPlan.WithoutSoftirqs };

    private bool Flow(int at)
    {
        if (_depths[at] is not var (irq, spin)) { return false; }
        var one = _thread.Code[at];
        (irq, spin) = one switch
        {
            { Op: Op.Depth, Result: ThreadPlan.IrqDepth } => (Math.Max(0, irq + one.Number), spin),
            { Op: Op.Depth, Result: ThreadPlan.SpinDepth } => (irq, Math.Max(0, spin + one.Number)),
            { Op: Op.Const, Result: ThreadPlan.IrqDepth } => (one.Number, spin),
            { Op: Op.Binary, Result: ThreadPlan.IrqDepth } => (Math.Max(1, irq), spin),
            _ => (irq, spin),
        };
        var changes = false;
        if (one.Op is Op.Jump or Op.JumpIfZero) { changes |= Meet(one.Target, irq, spin); }
        if (one.Op is not (Op.Jump or Op.Halt)) { changes |= Meet(at + 1, irq, spin); }
        return changes;
    }

    private bool Meet(int at, long irq, long spin)
    {
        if (at >= _depths.Length) { return false; }
        var before = _depths[at];
        _depths[at] = before is var (otherIrq, otherSpin)
            ? (Math.Min(irq, otherIrq), Math.Min(spin, otherSpin))
            : (irq, spin);
        return before != _depths[at];
    }
}

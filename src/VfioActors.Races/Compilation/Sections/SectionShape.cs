using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Sections;

/// <summary>Looks whether a critical section can be one step.</summary>
/// <param name="thread">The thread.</param>
/// <param name="facts">What is known of its code.</param>
/// <param name="own">The objects that the lock owns.</param>
/// <param name="place">The lock.</param>
internal sealed class SectionShape(
    ThreadPlan thread, ThreadFacts facts, IReadOnlyCollection<int> own, int place)
{
    private readonly SortedSet<int> _region = [];
    private readonly SortedSet<int> _exits = [];

    /// <summary>The section that an instruction begins; null when it cannot be one step.</summary>
    internal Section? From(int start)
    {
        Stack<int> open = new([start + 1]);
        while (open.TryPop(out var at))
        {
            if (at >= thread.Code.Count) { return null; }
            var one = thread.Code[at];
            if (one is { Op: Op.Ask, Access: Access.Unlock } && facts.ObjectAt(at) == place)
            {
                _exits.Add(at);
                continue;
            }

            if (!_region.Add(at)) { continue; }
            if (!Fits(one, at)) { return null; }
            if (one.Op is Op.Jump or Op.JumpIfZero) { open.Push(one.Target); }
            if (one.Op != Op.Jump) { open.Push(at + 1); }
        }

        List<int> inputs = [.. Inputs(start)];
        var outputs = Outputs().ToList();
        return inputs.Count <= Section.CarriedMax && outputs.Count <= Section.CarriedMax
            ? new(start, inputs, outputs)
            : null;
    }

    /// <summary>Whether an instruction concerns nobody but the thread and what the lock owns.</summary>
    private bool Fits(Instruction one, int at) => one.Op switch
    {
        Op.Ask => (one.Access == Access.AssertHeld && facts.ObjectAt(at) == place)
            || ((one.Access <= Access.RefDecTest || one.Access is >= Access.XaStore and <= Access.IdaHas)
                && own.Contains(facts.ObjectAt(at))),
        Op.Guard => one.A < thread.FirstCounter,
        Op.Const or Op.Move or Op.Narrow or Op.Unary or Op.Binary or Op.Offset or Op.Element or Op.Jump
            or Op.JumpIfZero or Op.Check => true,
        _ => false,
    } && one.A is < 0 or >= ThreadPlan.FirstFree && one.Result is < 0 or >= ThreadPlan.FirstFree;

    /// <summary>The registers that the section reads before it writes them.</summary>
    private SortedSet<int> Inputs(int start)
    {
        SortedSet<int> inputs = [];
        HashSet<(int At, int Register)> known = [];
        foreach (var at in _region)
        {
            var one = thread.Code[at];
            foreach (var register in new[] { one.A, one.B, one.C })
            {
                if (register >= ThreadPlan.FirstFree && IsReadFirst(start + 1, register)) { inputs.Add(register); }
            }
        }

        return inputs;

        bool IsReadFirst(int from, int register)
        {
            Stack<int> open = new([from]);
            known.Clear();
            while (open.TryPop(out var at))
            {
                if (!_region.Contains(at) || !known.Add((at, register))) { continue; }
                var one = thread.Code[at];
                if (one.A == register || one.B == register || one.C == register) { return true; }
                if (one.Result == register) { continue; }
                if (one.Op is Op.Jump or Op.JumpIfZero) { open.Push(one.Target); }
                if (one.Op != Op.Jump) { open.Push(at + 1); }
            }

            return false;
        }
    }

    /// <summary>The registers that the section writes and that somebody reads afterwards.</summary>
    private IEnumerable<int> Outputs()
    {
        Liveness liveness = new(thread.Code, thread.Registers);
        _ = liveness.Of([]);
        SortedSet<int> written = [.. _region.Select(at => thread.Code[at].Result).Where(one => one >= 0)];
        return written.Where(register => _exits.Any(exit => liveness.IsLive(exit + 1, register)));
    }
}

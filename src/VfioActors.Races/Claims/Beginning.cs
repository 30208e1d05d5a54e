using VfioActors.Exploration.Worlds;
using VfioActors.Races.Machines;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Claims;

/// <summary>The moment at which what happens before all else is over, and threads begin.</summary>
internal sealed class Beginning
{
    private readonly int _init;

    /// <param name="program">The file.</param>
    internal Beginning(RaceProgram program)
    {
        _init = program.Threads.ToList().FindIndex(thread => thread.Kind == ThreadKind.Init);
        var code = _init < 0 ? [] : program.Threads[_init].Code;
        IsAtOnce = !code.Any(IsStep);
        IsUnseen = Enumerable.Range(0, code.Count)
            .Any(at => IsStep(code[at]) && !Changes(code[at]) && IsLast(code, at));
    }

    /// <summary>Whether no step is before it.</summary>
    internal bool IsAtOnce { get; }

    /// <summary>Whether the last step before it may change nothing: then nobody would have to look after it.</summary>
    internal bool IsUnseen { get; }

    /// <summary>Whether it was.</summary>
    internal bool IsOver(IWorldView view) =>
        IsAtOnce || view.State<TaskState>(new(_init + 1)).Current.Op == Op.Halt;

    private static bool IsStep(Instruction one) => one.Op is Op.Ask or Op.Choose;

    private static bool Changes(Instruction one) =>
        one.Op == Op.Ask && one.Access is not (Access.Read or Access.ReadLow or Access.ReadHigh or Access.AssertHeld
            or Access.XaLoad or Access.IdaUse or Access.IdaHas or Access.IsSet);

    /// <summary>Whether the thread may come to its end from an instruction without another step.</summary>
    private static bool IsLast(IReadOnlyList<Instruction> code, int from)
    {
        HashSet<int> met = [];
        Stack<int> open = new([from + 1]);
        while (open.TryPop(out var at))
        {
            if (!met.Add(at) || IsStep(code[at])) { continue; }
            if (code[at].Op == Op.Halt) { return true; }
            if (code[at].Op != Op.Jump) { open.Push(at + 1); }
            if (code[at].Op is Op.Jump or Op.JumpIfZero) { open.Push(code[at].Target); }
        }

        return false;
    }
}

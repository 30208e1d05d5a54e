using VfioActors.Races.Programs;

namespace VfioActors.Races.Symmetries;

/// <summary>
/// Whether two threads do the same, each with objects, calls and lines of its own: their code is gone through side by
/// side.
/// </summary>
internal sealed class ThreadMatch
{
    private readonly RaceProgram _program;
    private readonly Queue<(int One, int Other)> _open = new();

    private ThreadMatch(RaceProgram program) => _program = program;

    /// <summary>The threads, and those that they begin.</summary>
    internal Pairing Threads { get; } = new();

    /// <summary>The objects that they name or allocate.</summary>
    internal Pairing Objects { get; } = new();

    /// <summary>The lines of their code.</summary>
    internal Pairing Lines { get; } = new();

    /// <summary>The lines at which something is asserted: each is a claim of its own.</summary>
    internal SortedSet<int> Asserted { get; } = [];

    /// <summary>What of the one stands for what of the other; null when they do not do the same.</summary>
    internal static ThreadMatch? Of(RaceProgram program, int one, int other)
    {
        ThreadMatch match = new(program);
        return match.Pairs(one, other) && match.Follow() ? match : null;
    }

    private bool Follow()
    {
        while (_open.TryDequeue(out var pair))
        {
            if (!AreAlike(_program.Threads[pair.One], _program.Threads[pair.Other])) { return false; }
        }

        return true;
    }

    private bool AreAlike(ThreadPlan one, ThreadPlan other)
    {
        var sameShape = one.Kind == other.Kind && one.Registers == other.Registers
            && one.BeginsItself == other.BeginsItself && one.IsCallback == other.IsCallback
            && one.Interrupts == other.Interrupts && one.IsBound == other.IsBound
            && one.FirstCounter == other.FirstCounter && one.Code.Count == other.Code.Count
            && one.Live.Count == other.Live.Count
            && one.Live.Zip(other.Live).All(pair => AreEqual(pair.First, pair.Second))
            && one.Sections.Keys.SequenceEqual(other.Sections.Keys)
            && one.Sections.Values.Zip(other.Sections.Values).All(pair => AreAlike(pair.First, pair.Second));
        return sameShape && one.Code.Zip(other.Code).All(pair => AreAlike(pair.First, pair.Second));
    }

    private static bool AreEqual(bool[]? one, bool[]? other) =>
        one is null || other is null ? one is null && other is null : one.SequenceEqual(other);

    private static bool AreAlike(Section one, Section other) => one.Start == other.Start
        && one.Inputs.SequenceEqual(other.Inputs) && one.Outputs.SequenceEqual(other.Outputs);

    private bool AreAlike(Instruction one, Instruction other)
    {
        if (one with { Line = 0, Number = 0 } != other with { Line = 0, Number = 0 }) { return false; }
        if (!Lines.TryPair(one.Line, other.Line, out _)) { return false; }
        if (one.Op == Op.Check && (Fault)one.Number == Fault.Assertion) { Asserted.Add(one.Line); }
        return one.Op switch
        {
            Op.Const when Pointers.Is(one.Number) && Pointers.Is(other.Number) =>
                Pointers.OffsetOf(one.Number) == Pointers.OffsetOf(other.Number)
                && PairsObjects(Pointers.ObjectOf(one.Number), Pointers.ObjectOf(other.Number)),
            Op.Const when Pointers.IsThread(one.Number) => false,
            Op.Allocate => AllOf(one, other, PairsObjects),
            Op.Spawn => AllOf(one, other, Pairs),
            _ => one.Number == other.Number,
        };
    }

    /// <summary>Each of a row of numbers that an instruction takes one after the other.</summary>
    private static bool AllOf(Instruction one, Instruction other, Func<int, int, bool> pairs) =>
        Enumerable.Range(0, one.Limit).All(at => pairs((int)one.Number + at, (int)other.Number + at));

    private bool Pairs(int one, int other)
    {
        if (one == other || !Threads.TryPair(one, other, out var isNew)) { return false; }
        if (isNew) { _open.Enqueue((one, other)); }
        return true;
    }

    private bool PairsObjects(int one, int other)
    {
        if (!Objects.TryPair(one, other, out var isNew)) { return false; }
        return one == other || !isNew || (AreAlike(_program.Objects[one], _program.Objects[other])
            && PairsWorkers(one, other));
    }

    private bool AreAlike(ObjectPlan one, ObjectPlan other)
    {
        var (ofOne, ofOther) = (one.Allocated, other.Allocated);
        return one.Kind == other.Kind && one.Kind is ObjectKind.Heap or ObjectKind.Stack && one.Type == other.Type
            && one.HasWaiters == other.HasWaiters && one.Parts.Count == 0 && other.Parts.Count == 0
            && one.Initial.SequenceEqual(other.Initial)
            && !one.Initial.Any(word => Pointers.Is(word) || Pointers.IsThread(word))
            && ofOne.Counter == ofOther.Counter && ofOne.Place == ofOther.Place
            && (ofOne.Thread < 0 ? ofOther.Thread < 0 : Threads.Of(ofOne.Thread) == ofOther.Thread);
    }

    /// <summary>Work that an object holds is done by a worker of its own.</summary>
    private bool PairsWorkers(int one, int other)
    {
        var ofOne = _program.Workers.Where(work => work.Key.Object == one).ToList();
        return ofOne.Count == _program.Workers.Count(work => work.Key.Object == other)
            && ofOne.TrueForAll(work => _program.Workers.TryGetValue((other, work.Key.Offset), out var worker)
                && Pairs(work.Value, worker));
    }
}

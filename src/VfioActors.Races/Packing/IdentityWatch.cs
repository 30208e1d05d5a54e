using VfioActors.Races.Programs;

namespace VfioActors.Races.Packing;

/// <summary>
/// Threads that are equal can change places as long as nobody asks more of their addresses, and of who holds a lock,
/// than whether two are the same. This sees whether a step does.
/// </summary>
/// <remarks>
/// It looks at what happens, not at what is written: where no step from the states that a search comes to asks more,
/// none does from those that differ from them in who is who, as each of those steps is one of these with others in
/// the places.
/// </remarks>
/// <param name="objects">The objects of threads that can change places.</param>
/// <param name="threads">The threads that can change places, and those that they begin.</param>
internal sealed class IdentityWatch(IReadOnlySet<int> objects, IReadOnlySet<int> threads)
{
    private string? _objection;

    /// <summary>What was asked of whom first, in words; null as long as nothing was.</summary>
    internal string? Objection => Volatile.Read(ref _objection);

    /// <summary>An instruction has computed something.</summary>
    /// <param name="registers">The registers before it.</param>
    /// <param name="result">
    /// What it computed; null for nothing, which is the same for all addresses: none of them is an index, or zero.
    /// </param>
    internal void Computes(ReadOnlySpan<long> registers, Instruction one, long? result)
    {
        if (result is not { } value) { return; }
        var asksMore = one.Op switch
        {
            Op.Binary => (Operator)one.Number is not (Operator.Equal or Operator.Differ)
                && (IsOwn(registers[one.A]) || IsOwn(registers[one.B]) || IsOwn(value)),
            Op.Unary => (Operator)one.Number is not (Operator.Not or Operator.IsError)
                && (IsOwn(registers[one.A]) || IsOwn(value)),
            Op.Offset or Op.Element => IsOfOthers(registers[one.A], value),
            Op.Narrow => IsOwn(value) && value != registers[one.A],
            _ => false,
        };
        if (asksMore) { Object(one.Line, "computes with the address of what one of them has"); }
    }

    /// <summary>A word is accessed.</summary>
    /// <param name="kind">What the word is for.</param>
    /// <param name="word">What stands in it.</param>
    /// <param name="asked">What is asked of it.</param>
    internal void Accesses(WordKind kind, long word, in Asked asked)
    {
        if (kind != KindFor(asked.Access) && !IsOfAny(in asked))
        {
            Object(asked.Line, "reads who holds a lock, or who waits, as a number");
        }
        else if (kind == WordKind.Plain && AsksMore(word, in asked))
        {
            Object(asked.Line, "computes with the address of what one of them has");
        }
    }

    /// <summary>Whether it asks no more of a word of any kind than whether it is zero.</summary>
    private static bool IsOfAny(in Asked asked) => asked.Access switch
    {
        Access.IsSet or Access.Free or Access.Renew => true,
        Access.Write => asked.Value == 0,
        Access.AwaitChange => (asked.Other & Looking.WhetherSet) != 0,
        _ => false,
    };

    private static WordKind KindFor(Access access) => access switch
    {
        (>= Access.Lock and <= Access.AssertHeld) or Access.Proceed or Access.Retire => WordKind.Lock,
        >= Access.Prepare and <= Access.Wake => WordKind.Threads,
        (>= Access.RcuLock and <= Access.RcuCall) or Access.RcuBarrier or Access.RcuDone => WordKind.Threads,
        Access.Enter or Access.Leave => WordKind.Threads,
        _ => WordKind.Plain,
    };

    private bool AsksMore(long word, in Asked asked)
    {
        var value = asked.Value;
        return asked.Access switch
        {
            Access.ReadLow or Access.ReadHigh => IsOwn(word),
            >= Access.Add and <= Access.AddIntIfAtMost => IsOwn(word) || IsOwn(value) || IsOwn(unchecked(word + value)),
            Access.Or => IsOwn(word) || IsOwn(value) || IsOwn(word | value),
            Access.And => IsOwn(word) || IsOwn(value) || IsOwn(word & value),
            Access.Xor => IsOwn(word) || IsOwn(value) || IsOwn(word ^ value),
            >= Access.RefInc and <= Access.RefDecTest => IsOwn(word),
            >= Access.IdaAlloc and <= Access.IdaHas => IsOwn(value) || IsOwn(asked.Other),
            >= Access.XaStore and <= Access.XaAlloc => IsOwn(value),
            Access.Queue or Access.Insert => IsOwn(value) || IsOwn(asked.Other),
            _ => false,
        };
    }

    /// <summary>Whether the address of an object became that of another one.</summary>
    private bool IsOfOthers(long from, long to) =>
        (IsOwn(from) || IsOwn(to)) && Pointers.ObjectOf(from) != Pointers.ObjectOf(to);

    private bool IsOwn(long value) =>
        (Pointers.Is(value) && objects.Contains(Pointers.ObjectOf(value)))
        || (Pointers.IsThread(value) && threads.Contains(Pointers.ThreadOf(value)));

    private void Object(int line, string what) =>
        Interlocked.CompareExchange(ref _objection, $"line {line} {what}, so that it is not the same who is who", null);
}

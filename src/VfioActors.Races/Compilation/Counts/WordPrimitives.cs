using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Counts;

/// <summary>Marked accesses and exchanges. include/asm-generic/rwonce.h and include/linux/atomic, Linux 6.6.</summary>
internal static class WordPrimitives
{
    /// <summary>How many bits a word of a row has that set_bit and the like take.</summary>
    private const int WordBits = 64, SignedWordBits = -64, WordShift = 6;

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("READ_ONCE", Read), ("rcu_dereference", Read), ("rcu_dereference_protected", ReadProtected),
        ("rcu_dereference_check", Read), ("rcu_access_pointer", Read), ("smp_load_acquire", ReadPointed),
        ("rcu_dereference_raw", Read), ("rcu_dereference_bh", Read), ("rcu_dereference_sched", Read),
        ("srcu_dereference", Read), ("srcu_dereference_check", Read),
        ("WRITE_ONCE", Write), ("rcu_assign_pointer", Write), ("RCU_INIT_POINTER", Write),
        ("smp_store_release", WritePointed), ("smp_store_mb", Write),
        ("xchg", Exchange), ("xchg_relaxed", Exchange), ("xchg_acquire", Exchange), ("xchg_release", Exchange),
        ("cmpxchg", CompareExchange), ("cmpxchg_relaxed", CompareExchange), ("cmpxchg_acquire", CompareExchange),
        ("cmpxchg_release", CompareExchange), ("cmpxchg64", CompareExchange),
        ("try_cmpxchg", TryCompareExchange), ("try_cmpxchg64", TryCompareExchange),
        ("set_bit", site => Bit(site, Access.Or, false)), ("clear_bit", site => Bit(site, Access.And, false)),
        ("change_bit", site => Bit(site, Access.Xor, false)),
        ("test_and_change_bit", site => Bit(site, Access.Xor, true)),
        ("test_and_set_bit", site => Bit(site, Access.Or, true)),
        ("test_and_clear_bit", site => Bit(site, Access.And, true)),
        ("test_and_set_bit_lock", site => Bit(site, Access.Or, true)),
        ("clear_bit_unlock", site => Bit(site, Access.And, false)),
        ("__set_bit", site => Plainly(site, Operator.Or)), ("__clear_bit", site => Plainly(site, Operator.And)),
        ("test_bit", TestBit), ("smp_cond_load_acquire", LookUntil), ("smp_cond_load_relaxed", LookUntil),
        ("rcu_replace_pointer", Replace), ("swap", Swap), ("no_free_ptr", Keep),
    ];

    private static Operand Read(CallSite site) =>
        new MemoryCompiler(site.Body).Load(site.Spot(0), site.Call.At);

    /// <summary>
    /// rcu_dereference_protected(p, lockdep_is_held(&amp;lock)): who does not hold it is warned of; what else keeps the
    /// pointer is not looked at.
    /// </summary>
    private static Operand ReadProtected(CallSite site)
    {
        if (site.Body.Kind != ThreadKind.Init && site.Count > 1
            && site.Call.Arguments[1] is Expression.Call { Function.Value: "lockdep_is_held" } held)
        {
            CallSite asked = new(site.Body, held, null);
            asked.Step(Access.AssertHeld, asked.Pointer(
                0, SyncKind.Spinlock, SyncKind.Mutex, SyncKind.ReadWriteSemaphore, SyncKind.ReadWriteSpinlock));
        }

        return Read(site);
    }

    private static Operand Write(CallSite site)
    {
        var spot = site.Spot(0);
        var value = site.Takes(2, 2)
            ? new ExpressionCompiler(site.Body).Value(site.Call.Arguments[1], spot.Type)
            : new(spot.Register, RaceType.Wrong);
        new MemoryCompiler(site.Body).Store(spot, value, site.Call.At);
        return site.Nothing();
    }

    /// <summary>rcu_replace_pointer(p, new, c): what was there, and then the other one there.</summary>
    private static Operand Replace(CallSite site)
    {
        var spot = site.Spot(0);
        if (!site.Takes(3, 3)) { return site.Nothing(); }
        var old = Held(site, spot);
        var value = new ExpressionCompiler(site.Body).Value(site.Call.Arguments[1], spot.Type);
        new MemoryCompiler(site.Body).Store(spot, value, site.Call.At);
        return old;
    }

    /// <summary>no_free_ptr(p): what was there, and then NULL: include/linux/cleanup.h.</summary>
    private static Operand Keep(CallSite site)
    {
        var spot = site.Spot(0);
        if (!site.Takes(1, 1)) { return site.Nothing(); }
        var old = Held(site, spot);
        Operand nothing = new(site.Code.Constant(0), RaceType.Int, IsNull: true);
        new MemoryCompiler(site.Body).Store(spot, nothing, site.Call.At);
        return old;
    }

    private static Operand Swap(CallSite site)
    {
        var (one, other) = (site.Spot(0), site.Spot(1));
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        MemoryCompiler memory = new(site.Body);
        var kept = Held(site, one);
        memory.Store(one, memory.Load(other, site.Call.At), site.Call.At);
        memory.Store(other, kept, site.Call.At);
        return site.Nothing();
    }

    /// <summary>What stands somewhere, in a register of its own.</summary>
    private static Operand Held(CallSite site, Spot spot)
    {
        var read = new MemoryCompiler(site.Body).Load(spot, site.Call.At);
        var held = read with { Register = site.Code.NewRegister() };
        site.Code.Move(held.Register, read.Register);
        return held;
    }

    private static Operand ReadPointed(CallSite site) =>
        new MemoryCompiler(site.Body).Load(Pointed(site, 0), site.Call.At);

    private static Operand WritePointed(CallSite site)
    {
        new MemoryCompiler(site.Body).Store(Pointed(site, 0), site.Value(1), site.Call.At);
        return site.Nothing();
    }

    private static Operand LookUntil(CallSite site)
    {
        if (!site.Takes(2, 2)) { return site.Nothing(); }
        var spot = Pointed(site, 0);
        return LookUntil(site, new(spot.Register, new RaceType.Pointer(spot.Type)), spot.Type, pointer =>
            new Expression.Call(pointer.At, new(pointer.At, "READ_ONCE"),
                [new Expression.Unary(pointer.At, "*", pointer)]));
    }

    /// <summary>
    /// Looks at what a pointer points to until a condition of that, VAL, holds, and answers it. The pointer is computed
    /// once. smp_cond_load_relaxed, include/asm-generic/barrier.h, Linux 6.12.
    /// </summary>
    /// <param name="type">The type of VAL.</param>
    /// <param name="look">How is looked.</param>
    internal static Operand LookUntil(
        CallSite site, Operand pointer, RaceType type, Func<Expression.Name, Expression> look)
    {
        var (body, at) = (site.Body, site.Call.At);
        Expression.Name seen = new(at, "VAL");
        Expression.Name once = new(at, "VAL#pointer");
        body.Open();
        var kept = body.Declare(once.Value, pointer.Type, at);
        site.Code.Move(kept.Register, pointer.Register);
        body.Declare(seen.Value, type, at);
        Statement.Do round = new(at, new Expression.Assign(at, "", seen, look(once)));
        Expression.Unary goesOn = new(at, "!", site.Call.Arguments[1]);
        new LoopCompiler(body).Any(new Statement.While(at, goesOn, round, LooksAfter: true));
        var result = site.Code.NewRegister();
        site.Code.Move(result, new ExpressionCompiler(body).Value(seen).Register);
        body.Close();
        return new(result, type);
    }

    /// <summary>What a pointer to a plain word points to.</summary>
    private static Spot Pointed(CallSite site, int at)
    {
        var pointer = site.Value(at);
        if (pointer.Type is RaceType.Pointer { To: RaceType.Number or RaceType.Pointer or RaceType.Nothing } typed)
        {
            return new(pointer.Register, true, typed.To is RaceType.Nothing ? RaceType.Int : typed.To);
        }

        if (at < site.Count)
        {
            site.Wrong(
                site.Call.Arguments[at].At,
                $"'{site.Name}' takes a pointer to a number or pointer, this is {pointer.Type}",
                pointer.Type is RaceType.Number ? "put & before it" : null);
        }

        return new(pointer.Register, false, RaceType.Int);
    }

    private static Operand Exchange(CallSite site)
    {
        var spot = Pointed(site, 0);
        return site.Step(Access.Exchange, spot.Register, Kept(site, 1, spot.Type)) with { Type = spot.Type };
    }

    private static Operand CompareExchange(CallSite site)
    {
        var spot = Exchanged(site);
        var expected = Kept(site, 1, spot.Type);
        return site.Step(Access.CompareExchange, spot.Register, expected, Kept(site, 2, spot.Type))
            with
        { Type = spot.Type };
    }

    private static Operand TryCompareExchange(CallSite site)
    {
        var spot = Exchanged(site);
        return TriedExchange.Write(site, (spot.Register, spot.Type), isMacro: true);
    }

    /// <summary>The word that is exchanged; of some it must have 64 bits.</summary>
    private static Spot Exchanged(CallSite site)
    {
        var spot = Pointed(site, 0);
        var isWide = spot.Type is RaceType.Pointer or RaceType.Number { Bits: 64 or -64 };
        if (spot.IsMemory && !isWide && site.Name.Contains("cmpxchg64", StringComparison.Ordinal))
        {
            site.Wrong(
                site.Call.Arguments[0].At, $"'{site.Name}' takes a pointer to 64 bits, this is {spot.Type} *");
        }

        return spot;
    }

    /// <summary>An argument as what it is exchanged with keeps it.</summary>
    private static int Kept(CallSite site, int at, RaceType type)
    {
        var value = site.Value(at);
        if (at < site.Count) { new MemoryCompiler(site.Body).Check(type, value, site.Call.Arguments[at].At); }
        return new ArithmeticCompiler(site.Body).Kept(value, type).Register;
    }

    private static Operand Bit(CallSite site, Access access, bool tests)
    {
        var (word, mask) = Word(site);
        var by = access == Access.And ? site.Code.Unary(Operator.Complement, mask) : mask;
        var old = site.Answer(access, word, by);
        return tests ? IsSet(site, old.Register, mask) : site.Nothing();
    }

    /// <summary>A read and a write: include/asm-generic/bitops/generic-non-atomic.h, Linux 6.12.</summary>
    private static Operand Plainly(CallSite site, Operator sign)
    {
        var (word, mask) = Word(site);
        var by = sign == Operator.Or ? mask : site.Code.Unary(Operator.Complement, mask);
        var before = site.Answer(Access.Read, word).Register;
        return site.Step(Access.Write, word, site.Code.Binary(sign, before, by));
    }

    private static Operand TestBit(CallSite site)
    {
        var (word, mask) = Word(site);
        return IsSet(site, site.Answer(Access.Read, word).Register, mask);
    }

    /// <summary>The word of a row in which a bit is, BIT_WORD, and the mask of it there.</summary>
    private static (int Word, int Mask) Word(CallSite site)
    {
        var code = site.Code;
        var bit = site.Register(0);
        var spot = Pointed(site, 1);
        var isFirst = site.Count > 0
            && site.Body.Unit.Constants.Of(site.Call.Arguments[0]) is >= 0 and < WordBits;
        if (isFirst || spot.Type is not RaceType.Number { Bits: WordBits or SignedWordBits })
        {
            return (spot.Register, code.Binary(Operator.ShiftLeft, code.Constant(1), bit));
        }

        var within = code.Binary(Operator.And, bit, code.Constant(WordBits - 1));
        var mask = code.Binary(Operator.ShiftLeft, code.Constant(1), within);
        var at = code.Binary(Operator.ShiftRight, bit, code.Constant(WordShift));
        return (code.Compute(Op.Element, made => made with
        {
            A = spot.Register,
            B = at,
            Number = 1,
            Limit = Pointers.UnknownLength,
        }), mask);
    }

    private static Operand IsSet(CallSite site, int word, int mask)
    {
        var bits = site.Code.Binary(Operator.And, word, mask);
        return new(site.Code.Binary(Operator.Differ, bits, site.Code.Constant(0)), RaceType.Int);
    }
}

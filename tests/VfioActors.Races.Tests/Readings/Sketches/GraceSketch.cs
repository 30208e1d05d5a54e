namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// Objects behind two pointers, which are read under RCU, taken away, and freed at once, after a grace period or by
/// what that calls: kernel/rcu/tree.c, Linux 6.12.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class GraceSketch(int seed) : Sketch(seed)
{
    private const int Asked = 1, Called = 2, Over = 3;
    private static readonly string[] Names = ["p", "q"];
    private readonly List<int> _awaited = [], _barriers = [];
    private readonly int[] _pointers = new int[2], _alive = new int[2], _values = new int[2], _calls = new int[2];
    private readonly int[] _readers = new int[2];
    private int _reading;

    /// <inheritdoc/>
    protected override void Draw()
    {
        Declarations.Append("struct obj { int n; struct rcu_head rcu; }; struct obj *p; struct obj *q;\n");
        _reading = Variable();
        var objects = Random.Next(2) == 0 ? 2 : 1;
        for (var one = 0; one < 2; one++)
        {
            var isThere = one < objects ? 1 : 0;
            (_pointers[one], _alive[one]) = (Variable(isThere * (one + 1)), Variable(isThere));
            (_values[one], _calls[one], _readers[one]) = (Variable(), Variable(), Variable());
            _awaited.Add(_readers[one]);
            if (isThere == 0) { continue; }
            Init.Append($"{{ struct obj *o = kzalloc(sizeof(*o), GFP_KERNEL); {Names[one]} = o; }} ");
        }

        for (var left = Random.Next(4) == 0 ? 3 : 2; left > 0; left--)
        {
            var thread = Thread();
            var pointer = Variable();
            thread.Text.Append("struct obj *o = NULL; ");
            Some(3, () => Line(thread, pointer));
        }

        var writes = Random.Next(2) == 0;
        for (var one = 0; one < 2; one++) { Call(one, writes); }
        Declarations.Append("void called(struct rcu_head *h) { struct obj *o = container_of(h, struct obj, rcu); "
            + $"{(writes ? "z = 2; o->n = 2; " : "")}kfree(o); }}\n");
    }

    /// <inheritdoc/>
    protected override string? Leaked(int[] state) => Enumerable.Range(0, 2).Any(one =>
        state[_alive[one]] != 0 && state[_pointers[0]] != one + 1 && state[_pointers[1]] != one + 1)
        ? "NoLeak"
        : null;

    private void Call(int one, bool writes)
    {
        var thread = Thread(isCalled: true);
        thread.Begins = state =>
        {
            if (state[_calls[one]] != Asked || state[_readers[one]] != 0) { return false; }
            state[_calls[one]] = Called;
            state[_reading] |= 1 << thread.Number;
            return true;
        };
        thread.Ends = state =>
        {
            state[_calls[one]] = Over;
            Leave(state, thread);
            foreach (var barrier in _barriers) { state[barrier] &= ~(1 << one); }
        };
        if (writes)
        {
            thread.Step(state => state[2] = 2);
            thread.Step(state => state[Value(state, one + 1)] = 2);
        }

        thread.Step(state => Free(state, one + 1));
    }

    private void Leave(int[] state, SketchThread thread)
    {
        state[_reading] &= ~(1 << thread.Number);
        foreach (var place in _awaited) { state[place] &= ~(1 << thread.Number); }
    }

    /// <summary>Where the number in an object is; it must be there.</summary>
    private int Value(int[] state, int pointer)
    {
        if (pointer == 0) { throw new BrokenSketchException("NoWildPointer"); }
        if (state[_alive[pointer - 1]] == 0) { throw new BrokenSketchException("NoUseAfterFree"); }
        return _values[pointer - 1];
    }

    private void Free(int[] state, int pointer)
    {
        if (pointer == 0) { return; }
        if (state[_alive[pointer - 1]] == 0) { throw new BrokenSketchException("NoDoubleFree"); }
        state[_alive[pointer - 1]] = 0;
    }

    private void Line(SketchThread thread, int pointer)
    {
        switch (Random.Next(8))
        {
            case 0 when Random.Next(2) == 0:
                thread.Text.Append("p = NULL; ");
                thread.Step(state => state[_pointers[0]] = 0);
                break;
            case 0: Plain(thread); break;
            case 1 or 2:
                var (begin, end) = Random.Next(3) switch
                {
                    0 => ("preempt_disable", "preempt_enable"),
                    1 => ("local_bh_disable", "local_bh_enable"),
                    _ => ("rcu_read_lock", "rcu_read_unlock"),
                };
                thread.Text.Append($"{begin}(); ");
                thread.Step(state => state[_reading] |= 1 << thread.Number);
                Some(2, () => Look(thread, pointer));
                thread.Text.Append($"{end}(); ");
                thread.Step(state => Leave(state, thread));
                break;
            case 3: Look(thread, pointer); break;
            case 4: Synchronize(thread); break;
            case 5: Barrier(thread); break;
            default: TakeAway(thread, pointer); break;
        }
    }

    private void Look(SketchThread thread, int pointer)
    {
        var (which, kept) = (Random.Next(3) == 0 ? 1 : 0, thread.Kept);
        if (Random.Next(4) > 0)
        {
            thread.Text.Append($"o = READ_ONCE({Names[which]}); ");
            thread.Step(state => state[pointer] = state[_pointers[which]]);
        }

        if (Random.Next(2) == 0)
        {
            thread.Text.Append("if (o) t = o->n; ");
            thread.If(state => state[pointer] != 0, () =>
                thread.Step(state => state[kept] = state[Value(state, state[pointer])]));
        }
        else
        {
            thread.Text.Append("if (o) o->n = 1; ");
            thread.If(state => state[pointer] != 0, () =>
                thread.Step(state => state[Value(state, state[pointer])] = 1));
        }
    }

    private void TakeAway(SketchThread thread, int pointer)
    {
        var which = Random.Next(3) == 0 ? 1 : 0;
        thread.Text.Append($"o = xchg(&{Names[which]}, NULL); ");
        thread.Step(state => (state[pointer], state[_pointers[which]]) = (state[_pointers[which]], 0));
        var how = Random.Next(4);
        if (how < 2)
        {
            thread.Text.Append("if (o) call_rcu(&o->rcu, called); ");
            thread.If(state => state[pointer] != 0, () => thread.Step(state =>
            {
                Value(state, state[pointer]);
                var one = state[pointer] - 1;
                (state[_calls[one]], state[_readers[one]]) = (Asked, state[_reading]);
            }));
            if (how == 1) { Barrier(thread); }
        }
        else
        {
            if (how == 2) { Synchronize(thread); }
            thread.Text.Append("kfree(o); ");
            thread.Step(state => Free(state, state[pointer]));
        }

        thread.Text.Append("o = NULL; ");
        thread.Alone(state => state[pointer] = 0);
    }

    private void Synchronize(SketchThread thread)
    {
        var awaited = Variable();
        _awaited.Add(awaited);
        thread.Text.Append("synchronize_rcu(); ");
        thread.Step(state => state[awaited] = state[_reading] & ~(1 << thread.Number));
        thread.Await(state => state[awaited] == 0);
    }

    private void Barrier(SketchThread thread)
    {
        var awaited = Variable();
        _barriers.Add(awaited);
        thread.Text.Append("rcu_barrier(); ");
        thread.Step(state => state[awaited] = Enumerable.Range(0, 2)
            .Where(one => state[_calls[one]] is Asked or Called).Sum(one => 1 << one));
        thread.Await(state => state[awaited] == 0);
    }
}

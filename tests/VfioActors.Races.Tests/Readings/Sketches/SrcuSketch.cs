namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// An object behind a pointer that is read under SRCU, taken away and freed, at once or after a grace period, by
/// readers who may forget to end, or end twice: kernel/rcu/srcutree.c, Linux 6.12.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class SrcuSketch(int seed) : Sketch(seed)
{
    private const int Twice = 2;
    private readonly List<int> _awaited = [];
    private readonly SortedDictionary<int, int> _deep = [];
    private int _pointer, _alive, _value;
    private bool _forgets;

    /// <inheritdoc/>
    protected override void Draw()
    {
        Declarations.Append("struct obj { int n; }; struct obj *p; DEFINE_SRCU(s);\n");
        Init.Append("p = kzalloc(sizeof(*p), GFP_KERNEL); ");
        _forgets = Random.Next(4) == 0;
        (_pointer, _alive, _value) = (Variable(1), Variable(1), Variable());
        for (var left = Random.Next(3) == 0 ? 3 : 2; left > 0; left--)
        {
            var thread = Thread();
            var (pointer, deep) = (Variable(), Variable());
            _deep[thread.Number] = deep;
            thread.Text.Append("struct obj *o = NULL; int i, j; ");
            Some(3, () => Line(thread, pointer, deep));
            thread.Alone(state =>
            {
                if (state[deep] > 0) { throw new BrokenSketchException("LocksAreGivenBack"); }
            });
        }
    }

    /// <inheritdoc/>
    protected override string? Leaked(int[] state) =>
        state[_alive] != 0 && state[_pointer] == 0 ? "NoLeak" : null;

    private void Line(SketchThread thread, int pointer, int deep)
    {
        switch (Random.Next(7))
        {
            case 0: Plain(thread); break;
            case 1: Look(thread, pointer); break;
            case 2: Synchronize(thread); break;
            case 3 or 4: TakeAway(thread, pointer); break;
            default: Section(thread, pointer, deep, "i"); break;
        }
    }

    private void Section(SketchThread thread, int pointer, int deep, string index)
    {
        thread.Text.Append($"{index} = srcu_read_lock(&s); ");
        thread.Step(state => state[deep]++);
        Some(2, () =>
        {
            if (index == "i" && Random.Next(4) == 0) { Section(thread, pointer, deep, "j"); }
            else if (Random.Next(12) == 0) { Synchronize(thread); }
            else { Look(thread, pointer); }
        });
        if (_forgets && Random.Next(6) == 0) { return; }
        for (var ends = !_forgets && index == "i" && Random.Next(12) == 0 ? Twice : 1; ends > 0; ends--)
        {
            thread.Text.Append($"srcu_read_unlock(&s, {index}); ");
            thread.Step(state =>
            {
                if (state[deep] == 0) { throw new BrokenSketchException("SrcuIsUsedRight"); }
                state[deep]--;
                if (state[deep] > 0) { return; }
                foreach (var place in _awaited) { state[place] &= ~(1 << thread.Number); }
            });
        }
    }

    private void Look(SketchThread thread, int pointer)
    {
        var kept = thread.Kept;
        if (Random.Next(4) > 0)
        {
            thread.Text.Append("o = srcu_dereference(p, &s); ");
            thread.Step(state => state[pointer] = state[_pointer]);
        }

        thread.Text.Append("if (o) t = o->n; ");
        thread.If(state => state[pointer] != 0, () => thread.Step(state =>
        {
            if (state[_alive] == 0) { throw new BrokenSketchException("NoUseAfterFree"); }
            state[kept] = state[_value];
        }));
    }

    private void TakeAway(SketchThread thread, int pointer)
    {
        thread.Text.Append("o = xchg(&p, NULL); ");
        thread.Step(state => (state[pointer], state[_pointer]) = (state[_pointer], 0));
        if (Random.Next(3) > 0) { Synchronize(thread); }
        thread.Text.Append("kfree(o); o = NULL; ");
        thread.If(state => state[pointer] != 0, () => thread.Step(state =>
        {
            if (state[_alive] == 0) { throw new BrokenSketchException("NoDoubleFree"); }
            state[_alive] = 0;
        }));
        thread.Alone(state => state[pointer] = 0);
    }

    private void Synchronize(SketchThread thread)
    {
        var place = Variable();
        _awaited.Add(place);
        thread.Text.Append("synchronize_srcu(&s); ");
        thread.Step(state => state[place] = _deep.Where(one => state[one.Value] > 0).Sum(one => 1 << one.Key));
        thread.Await(state => state[place] == 0);
    }
}

namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// Sleeping locks and completions beside each other, with locks that are kept, taken twice, given back in the wrong
/// way: kernel/locking/rwsem.c and mutex.c, kernel/sched/completion.c, Linux 6.12.
/// </summary>
/// <param name="seed">Equal seeds give equal programs.</param>
internal sealed class SleeperSketch(int seed) : Sketch(seed)
{
    private const int ForAll = 99, Digits = 16;
    private static readonly string[] Names = ["x", "y", "z"];
    private int _completion, _writer, _readers, _queue, _mutex, _depth;

    /// <inheritdoc/>
    protected override void Draw()
    {
        Declarations.Append("DECLARE_COMPLETION(c); DECLARE_RWSEM(s); DEFINE_MUTEX(m);\n");
        (_completion, _writer, _readers) = (Variable(), Variable(), Variable());
        (_queue, _mutex) = (Variable(), Variable());
        for (var left = Random.Next(3) == 0 ? 3 : 2; left > 0; left--)
        {
            var thread = Thread();
            Some(3, () => Line(thread, isWithin: false));
            thread.Alone(state =>
            {
                if (Writes(state, thread) || Reads(state, thread) || state[_mutex] == thread.Number + 1)
                {
                    throw new BrokenSketchException("LocksAreGivenBack");
                }
            });
        }
    }

    private bool Writes(int[] state, SketchThread thread) => state[_writer] == thread.Number + 1;

    private bool Reads(int[] state, SketchThread thread) => (state[_readers] >> thread.Number & 1) != 0;

    private bool IsFree(int[] state, bool writes) => state[_writer] == 0 && (!writes || state[_readers] == 0);

    private void Take(int[] state, int number, bool writes)
    {
        if (writes) { state[_writer] = number + 1; }
        else { state[_readers] |= 1 << number; }
    }

    /// <summary>The first in the queue gets it if it is free for it; a reader takes all readers along.</summary>
    private void Grant(int[] state)
    {
        List<int> queue = [];
        for (var left = state[_queue]; left > 0; left /= Digits) { queue.Add(left % Digits); }
        if (queue.Count == 0 || !IsFree(state, (queue[0] & 1) != 0)) { return; }
        var isWriter = (queue[0] & 1) != 0;
        List<int> granted = isWriter ? [queue[0]] : [.. queue.Where(one => (one & 1) == 0)];
        foreach (var one in granted)
        {
            Take(state, (one >> 1) - 1, isWriter);
            queue.Remove(one);
        }

        queue.Reverse();
        state[_queue] = queue.Aggregate(0, (all, one) => (all * Digits) + one);
    }

    private void Enqueue(int[] state, int one)
    {
        var place = 1;
        while (state[_queue] / place > 0) { place *= Digits; }
        state[_queue] += one * place;
    }

    private void Line(SketchThread thread, bool isWithin)
    {
        switch (Random.Next(isWithin ? 6 : 9))
        {
            case 0 or 1: Plain(thread); break;
            case 2 or 3: Complete(thread); break;
            case 4: Await(thread); break;
            case 5 or 6: WithMutex(thread); break;
            default: WithSemaphore(thread); break;
        }
    }

    private void Complete(SketchThread thread)
    {
        switch (Random.Next(5))
        {
            case 0:
                thread.Text.Append("complete_all(&c); ");
                thread.Step(state => state[_completion] = ForAll);
                break;
            case 1:
                thread.Text.Append("reinit_completion(&c); ");
                thread.Step(state => state[_completion] = 0);
                break;
            default:
                thread.Text.Append("complete(&c); ");
                thread.Step(state => state[_completion] = Math.Min(state[_completion] + 1, ForAll));
                break;
        }
    }

    private bool Consume(int[] state)
    {
        var isDone = state[_completion] > 0;
        if (isDone && state[_completion] < ForAll) { state[_completion]--; }
        return isDone;
    }

    private void Await(SketchThread thread)
    {
        var kept = thread.Kept;
        switch (Random.Next(5))
        {
            case 0:
                thread.Text.Append("t = try_wait_for_completion(&c); ");
                thread.Step(state => state[kept] = Consume(state) ? 1 : 0);
                break;
            case 1:
                thread.Text.Append("t = wait_for_completion_timeout(&c, HZ) ? 1 : 0; ");
                thread.Step(state => state[kept] = Consume(state) ? 1 : 0);
                break;
            case 2:
                thread.Text.Append("t = completion_done(&c) ? 1 : 0; ");
                thread.Step(state => state[kept] = state[_completion] > 0 ? 1 : 0);
                break;
            default:
                var isPlain = Random.Next(2) == 0;
                thread.Text.Append(
                    isPlain ? "wait_for_completion(&c); " : "t = wait_for_completion_interruptible(&c); ");
                thread.Await(Consume);
                if (!isPlain) { thread.Alone(state => state[kept] = 0); }
                break;
        }

        if (Random.Next(2) == 0)
        {
            var word = Random.Next(3);
            thread.Text.Append($"{Names[word]} = t; ");
            thread.Step(state => state[word] = state[kept]);
        }
    }

    private void WithMutex(SketchThread thread)
    {
        var (number, kept) = (thread.Number, thread.Kept);
        if (Random.Next(4) == 0)
        {
            thread.Text.Append("t = mutex_trylock(&m); if (t) { ");
            thread.Step(state =>
            {
                state[kept] = state[_mutex] == 0 ? 1 : 0;
                if (state[kept] == 1) { state[_mutex] = number + 1; }
            });
            thread.If(state => state[kept] != 0, Inner);
            thread.Text.Append("} ");
            return;
        }

        thread.Text.Append(Random.Next(2) == 0 ? "mutex_lock(&m); " : "if (mutex_lock_killable(&m)) return; ");
        thread.Await(state =>
        {
            if (state[_mutex] == number + 1) { throw new BrokenSketchException("LocksAreTakenOnce"); }
            if (state[_mutex] != 0) { return false; }
            state[_mutex] = number + 1;
            return true;
        });
        Inner();

        void Inner()
        {
            Some(2, () => Line(thread, isWithin: Random.Next(4) > 0));
            if (Random.Next(12) == 0) { return; }
            thread.Text.Append("mutex_unlock(&m); ");
            thread.Step(state =>
            {
                if (state[_mutex] != number + 1) { throw new BrokenSketchException("LocksAreHeld"); }
                state[_mutex] = 0;
            });
        }
    }

    private void WithSemaphore(SketchThread thread)
    {
        var (number, kept, writes) = (thread.Number, thread.Kept, Random.Next(2) == 0);
        var name = writes ? "write" : "read";
        if (_depth == 0 && Random.Next(3) == 0)
        {
            thread.Text.Append($"t = down_{name}_trylock(&s); if (t) {{ ");
            thread.Step(state =>
            {
                state[kept] = IsFree(state, writes) && state[_queue] == 0 ? 1 : 0;
                if (state[kept] != 0) { Take(state, number, writes); }
            });
            thread.If(state => state[kept] != 0, () => InSemaphore(thread, writes));
            thread.Text.Append("} ");
            return;
        }

        thread.Text.Append($"down_{name}(&s); ");
        thread.Step(state =>
        {
            if (Writes(state, thread) || Reads(state, thread)) { throw new BrokenSketchException("LocksAreTakenOnce"); }
            if (IsFree(state, writes) && state[_queue] == 0) { Take(state, number, writes); }
            else { Enqueue(state, ((number + 1) << 1) | (writes ? 1 : 0)); }
        });
        thread.Await(state => Writes(state, thread) || Reads(state, thread));
        InSemaphore(thread, writes);
    }

    private void InSemaphore(SketchThread thread, bool writes)
    {
        _depth++;
        Some(2, () => Line(thread, isWithin: Random.Next(4) > 0));
        if (writes && Random.Next(3) == 0)
        {
            thread.Text.Append("downgrade_write(&s); ");
            thread.Step(state =>
            {
                if (!Writes(state, thread)) { throw new BrokenSketchException("LocksAreHeld"); }
                state[_writer] = 0;
                Take(state, thread.Number, writes: false);
                Grant(state);
            });
            Some(2, () => Line(thread, isWithin: Random.Next(4) > 0));
            writes = Random.Next(10) == 0;
        }

        if (Random.Next(14) == 0) { return; }
        _depth--;
        if (Random.Next(14) == 0) { writes = !writes; }
        var isOfWriter = writes;
        thread.Text.Append($"up_{(writes ? "write" : "read")}(&s); ");
        thread.Step(state =>
        {
            if (isOfWriter ? !Writes(state, thread) : !Reads(state, thread))
            {
                throw new BrokenSketchException("LocksAreHeld");
            }

            if (isOfWriter) { state[_writer] = 0; }
            else { state[_readers] &= ~(1 << thread.Number); }
            Grant(state);
        });
    }
}

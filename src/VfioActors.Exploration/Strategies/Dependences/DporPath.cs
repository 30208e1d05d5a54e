using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>The path of a search that is reduced by partial order: where it is, and where it goes on.</summary>
/// <remarks>
/// A node goes the channels that are wanted of it in the order in which they were: so what it goes next, and what
/// sleeps then, is known as soon as it is wanted, whatever is wanted later.
/// </remarks>
internal sealed class DporPath
{
    private bool _goesOn;

    /// <param name="dependence">Which steps depend on each other.</param>
    internal DporPath(Dependence dependence)
    {
        (Dependence, Sleeps, Wanted) = (dependence, new(dependence), new());
        Steps = new(dependence, Sleeps, Wanted);
    }

    /// <summary>Which steps depend on each other.</summary>
    internal Dependence Dependence { get; }

    /// <summary>The nodes.</summary>
    internal SleepSets Sleeps { get; }

    /// <summary>The channels that are to be gone from each.</summary>
    internal ChannelSets Wanted { get; }

    /// <summary>The steps.</summary>
    internal SourceSets Steps { get; }

    /// <summary>How deep the last node is; -1 before the search began.</summary>
    internal int Depth { get; set; } = -1;

    /// <summary>Grows when more is known of what steps touch.</summary>
    internal int LearnedIn(World world) => Dependence.Learned + (world.Topology.Learned?.Invoke() ?? 0);

    /// <summary>Learns what a step of a trial touches.</summary>
    internal void Read(World world, int step) => Dependence.Read(world, step, out _);

    /// <summary>Is at the start.</summary>
    internal void Begin(World world)
    {
        Depth = 0;
        Sleeps.OpenFirst();
        Wanted.Open(0, world.ChannelCount);
    }

    /// <summary>The deepest node that has something left, from where the search goes on.</summary>
    /// <returns>Its depth; -1 when none has.</returns>
    internal int Resume(World world)
    {
        for (var depth = Depth - 1; depth >= Steps.Base; depth--)
        {
            // Of a node that is left for good nobody asks any more which steps it went.
            if (!Sleeps[depth].HasMore) { continue; }
            Sleeps.Retire(depth, in Steps[depth]);
            world.BackTo(depth);
            if (!TryResume(world, depth)) { continue; }
            Depth = depth;
            return depth;
        }

        return -1;
    }

    /// <summary>Comes to a state of a run: one that it did not come to before has a node from now on.</summary>
    internal void Reach(RunView run)
    {
        _goesOn = false;
        if (run.Depth > Depth) { Descend(run.World); }
    }

    /// <summary>What is next at the last node.</summary>
    /// <param name="enabled">The steps that are enabled there.</param>
    /// <returns>False when every step that goes on was gone before.</returns>
    internal bool TryNext(RunView run, ReadOnlySpan<Choice> enabled, out Choice next)
    {
        ref var node = ref Sleeps[Depth];
        next = node.Next;
        _goesOn = true;
        if (node.IsResumed) { return true; }
        foreach (ref readonly var candidate in enabled)
        {
            if (node.Sleepers > 0 && Sleeps.Sleeps(in node, candidate)) { continue; }
            Wanted.Add(Depth, candidate.Channel);
            node.HasMore = run.OptionsOf(candidate.Channel) > 1;
            next = candidate;
            return true;
        }

        return _goesOn = false;
    }

    /// <summary>The run has come to its end.</summary>
    internal void Finish(World world)
    {
        // Not in the paper, where every run goes to its end: what a crash cut off, or whoever stops runs where they
        // break something, has races that nobody saw.
        var isStopped = _goesOn && world is { StopsRuns: true, Past: not 0 };
        if (world.Crash is not null || isStopped) { Steps.Fill(Depth); }
    }

    /// <summary>The step that is next was taken: finds out what it races with, and opens the node below it.</summary>
    internal void Descend(World world)
    {
        Steps.Fit(Depth + 1);
        Dependence.Read(world, Depth, out Steps[Depth]);
        Enter(world);
    }

    /// <summary>The last node is done with a step, which somebody else went.</summary>
    internal void Pass(World world, Choice gone)
    {
        world.Take(gone);
        Dependence.Read(world, Depth, out var step);
        world.BackTo(Depth);
        Sleeps.Retire(Depth, in step);
    }

    /// <summary>The step at the last node is known, and taken.</summary>
    internal void Enter(World world)
    {
        Steps.Enter(world, Depth++);
        Sleeps.Open(world, Depth, in Steps[Depth - 1]);
        Wanted.Open(Depth, world.ChannelCount);
    }

    /// <summary>How many steps a node is known to have left, beside the one that the path goes.</summary>
    internal int Pending(World world, int depth)
    {
        ref var node = ref Sleeps[depth];
        var pending = 0;
        foreach (var candidate in world.Enabled)
        {
            var isWanted = node.IsFull || Wanted.Has(depth, candidate.Channel);
            var isGone = depth < Depth && candidate == Steps[depth].Choice;
            if (isWanted && !isGone && !Sleeps.Sleeps(in node, candidate)) { pending++; }
        }

        return pending;
    }

    private bool TryResume(World world, int depth)
    {
        ref var node = ref Sleeps[depth];
        do
        {
            for (; node.At < Wanted.Of(depth).Length; node.At++)
            {
                if (TryChannel(world, ref node, Wanted.Of(depth)[node.At])) { return true; }
            }
        }
        while (node.IsFull && FillUp(world, depth));
        node.HasMore = false;
        return false;
    }

    private bool TryChannel(World world, ref DporNode node, int channel)
    {
        foreach (var candidate in world.Enabled)
        {
            if (candidate.Channel != channel || Sleeps.Sleeps(in node, candidate)) { continue; }
            (node.Next, node.IsResumed) = (candidate, true);
            return true;
        }

        return false;
    }

    /// <summary>Of a full node every channel is wanted that does not sleep.</summary>
    /// <returns>Whether that is one more.</returns>
    private bool FillUp(World world, int depth)
    {
        var before = Wanted.Of(depth).Length;
        foreach (var candidate in world.Enabled)
        {
            if (!Sleeps.Sleeps(in Sleeps[depth], candidate)) { Wanted.Add(depth, candidate.Channel); }
        }

        return Wanted.Of(depth).Length > before;
    }
}

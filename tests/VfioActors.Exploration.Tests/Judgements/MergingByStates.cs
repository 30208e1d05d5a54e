using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Judgements;

/// <summary>A search that merges states and is wrong: what it goes by leaves out something.</summary>
/// <param name="look">What it takes for the state.</param>
internal sealed class MergingByStates(Func<World, ulong> look) : IStrategy
{
    private readonly DfsStrategy _search = new(counts: false);
    private readonly HashSet<ulong> _met = [];
    private bool _resumes;

    public string Name => "stateful";

    public bool IsExhaustive => true;

    public bool ForgetsHistory => true;

    public bool TryBegin(World world, long run, out int depth)
    {
        _resumes = run > 0;
        return _search.TryBegin(world, run, out depth);
    }

    public bool Enter(World world)
    {
        var goesOn = _resumes || _met.Add(look(world));
        _resumes = false;
        return goesOn;
    }

    public bool TryChoose(World world, out Choice choice) => _search.TryChoose(world, out choice);

    public void Took(World world) => _search.Took(world);
}

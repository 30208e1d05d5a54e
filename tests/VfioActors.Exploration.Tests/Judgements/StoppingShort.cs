using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Judgements;

/// <summary>A search that is wrong: it says that it is done, a run too early.</summary>
internal sealed class StoppingShort : IStrategy
{
    private readonly DfsStrategy _search = new(counts: false);
    private bool _isLast;

    public string Name => "dpor";

    public bool IsExhaustive => true;

    public bool TryBegin(World world, long run, out int depth)
    {
        depth = 0;
        if (_isLast) { return false; }
        var goesOn = _search.TryBegin(world, run, out depth);
        _isLast = run >= 1;
        return goesOn;
    }

    public bool TryChoose(World world, out Choice choice) => _search.TryChoose(world, out choice);

    public void Took(World world) => _search.Took(world);
}

using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Runtime.Control;

/// <summary>A strategy for behaviours that must be asked at every step, because something else follows along.</summary>
internal sealed class UnrememberedStrategy(IStrategy inner) : IStrategy
{
    public string Name => inner.Name;

    public bool IsExhaustive => inner.IsExhaustive;

    public long? States => inner.States;

    public bool ForgetsHistory => inner.ForgetsHistory;

    /// <summary>Whether behaviours are asked even about what they did before.</summary>
    public bool AsksAlways { get; } = true;

    public int Restarts => inner.Restarts;

    public bool TryBegin(World world, long run, out int depth) => inner.TryBegin(world, run, out depth);

    public bool Enter(World world) => inner.Enter(world);

    public bool TryChoose(World world, out Choice choice) => inner.TryChoose(world, out choice);

    public void Took(World world) => inner.Took(world);

    public void Finish(World world) => inner.Finish(world);
}

using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties;

/// <summary>Some run must come to rest like this, or the scenario proves nothing.</summary>
public abstract class Witness : Property
{
    /// <summary>Whether this run is such a one.</summary>
    /// <param name="view">The world at rest.</param>
    public abstract bool Reached(IWorldView view);

    /// <summary>
    /// Whether it was seen to be reached before a run came to rest, by somebody who looks at every step.
    /// </summary>
    public virtual bool WasSeen => false;

    /// <summary>
    /// Whether it may be asked of runs that are no part of the search, to see whether it minds who is who: true where
    /// it goes by what it is shown alone, and notes nothing.
    /// </summary>
    public virtual bool MayBeTried => true;

    /// <summary>A search goes on in which it was reached before: <see cref="WasSeen"/> is true from now on, where it
    /// ever is.</summary>
    public virtual void Recall()
    {
    }
}

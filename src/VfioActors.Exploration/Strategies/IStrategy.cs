using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>Answers one question, over and over: of these steps, which next? Mechanism is elsewhere.</summary>
/// <remarks>
/// For each run: <see cref="TryBegin"/>, then at every state <see cref="Enter"/> and, unless the world is at rest,
/// <see cref="TryChoose"/> and <see cref="Took"/>; at the end <see cref="Finish"/>.
/// </remarks>
public interface IStrategy
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Whether it ends by itself when every order was tried, or stands for one that was.</summary>
    bool IsExhaustive { get; }

    /// <summary>How many different states it met; null when it does not tell them apart.</summary>
    long? States => null;

    /// <summary>Whether it merges states, and so cannot judge claims about how a state was reached.</summary>
    bool ForgetsHistory => false;

    /// <summary>
    /// Whether behaviours are to be asked at every step, even about what they did before: to see whether they are pure.
    /// </summary>
    bool AsksAlways => false;

    /// <summary>
    /// How often it began the whole search again, having learned that it merged what is not the same.
    /// </summary>
    int Restarts => 0;

    /// <summary>
    /// When <see cref="Enter"/> said no to a state that this very run was in before: after how many steps it was. Null
    /// otherwise, and for strategies that do not tell states apart.
    /// </summary>
    int? Circle => null;

    /// <summary>Says from where the next run goes on.</summary>
    /// <param name="world">The world as the last run left it; it may be taken back.</param>
    /// <param name="run">The number of the run; what a sampling strategy does depends on it and on its seed
    /// alone.</param>
    /// <param name="depth">How many steps of the last run stay; 0 for a new run.</param>
    /// <returns>False when no run is left to try.</returns>
    bool TryBegin(World world, long run, out int depth);

    /// <summary>Shows each state of the run, the first and the last too.</summary>
    /// <returns>False when nothing new can come from here.</returns>
    bool Enter(World world) => true;

    /// <summary>Chooses among the enabled steps, of which there is at least one.</summary>
    /// <returns>False when every one of them leads to what was seen.</returns>
    bool TryChoose(World world, out Choice choice);

    /// <summary>Shows the step that was chosen, now taken.</summary>
    void Took(World world)
    {
    }

    /// <summary>Shows the end of a run.</summary>
    void Finish(World world)
    {
    }
}

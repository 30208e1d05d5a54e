using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>A run as a strategy sees it while it chooses: a world that can be looked at and not moved.</summary>
/// <remarks>A struct of one field, because it is made at every step.</remarks>
public readonly struct RunView
{
    /// <param name="world">The world of the run.</param>
    public RunView(World world) => World = world;

    /// <summary>The steps that could be next, always in the same order; none when the run is at its end.</summary>
    public ReadOnlySpan<Choice> Enabled => World.Enabled;

    /// <summary>How many steps were taken.</summary>
    public int Depth => World.Depth;

    /// <summary>How many channels were used so far, by any run.</summary>
    public int ChannelCount => World.ChannelCount;

    /// <summary>What the run's actors own.</summary>
    public IWorldView Actors => World;

    /// <summary>See <see cref="World.Fingerprint"/>.</summary>
    public ulong Fingerprint => World.Fingerprint;

    /// <summary>See <see cref="World.FutureFingerprint"/>.</summary>
    public ulong FutureFingerprint => World.FutureFingerprint;

    /// <summary>See <see cref="World.StateFingerprint"/>.</summary>
    public ulong StateFingerprint => World.StateFingerprint;

    /// <summary>Whether something was broken on the way here.</summary>
    public bool IsBroken => World.Past != 0;

    internal World World { get; }

    /// <summary>How many options the host has for the next step of a channel.</summary>
    public int OptionsOf(int channel) => World.OptionsOf(channel);

    /// <summary>What a choice is, in words that hold for every world of the scenario.</summary>
    public StepKey KeyOf(Choice choice) => World.KeyOf(choice);
}

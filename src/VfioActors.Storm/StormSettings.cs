using Akka.Configuration;

namespace VfioActors.Storm;

/// <summary>How the actor system of a storm differs from the usual one.</summary>
internal static class StormSettings
{
    /// <summary>
    /// Says nothing of itself: what goes wrong is in the report, and stdout belongs to whoever started the storm.
    /// </summary>
    internal static Config Quiet { get; } =
        ConfigurationFactory.FromResource("VfioActors.Storm.storm.conf", typeof(StormSettings).Assembly);
}

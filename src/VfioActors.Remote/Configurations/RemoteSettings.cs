using Akka.Configuration;

namespace VfioActors.Remote.Configurations;

/// <summary>What <c>hocon/remote.conf</c> says, or an application in its place.</summary>
public sealed record RemoteSettings
{
    internal const string AssembliesKey = "vfio-actors.remote.assemblies";
    internal const string FindTimeoutKey = "vfio-actors.remote.find-timeout";
    internal const string RetryKey = "vfio-actors.remote.retry";

    /// <summary>Every key with its default, and the serializers, as the file in the assembly has it.</summary>
    public static Config Reference { get; } =
        ConfigurationFactory.FromResource("VfioActors.Remote.remote.conf", typeof(RemoteSettings).Assembly);

    /// <summary>What goes over the reference so that messages travel by Hyperion.</summary>
    public static Config Hyperion { get; } =
        ConfigurationFactory.FromResource("VfioActors.Remote.hyperion.conf", typeof(RemoteSettings).Assembly);

    /// <summary>Names of assemblies with messages of an application's own that travel too.</summary>
    public required IReadOnlyList<string> Assemblies { get; init; }

    /// <summary>How long another node may take to say who an actor is.</summary>
    public required TimeSpan FindTimeout { get; init; }

    /// <summary>The time between two tries to reach a node whose link was lost.</summary>
    public required TimeSpan Retry { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <param name="config">What the actor system is made with; the reference has what it lacks.</param>
    /// <exception cref="ConfigurationException">A value makes no sense.</exception>
    public static RemoteSettings From(Config config)
    {
        var whole = config.WithFallback(Reference);
        return new()
        {
            Assemblies = [.. whole.GetStringList(AssembliesKey)],
            FindTimeout = Time(whole, FindTimeoutKey),
            Retry = Time(whole, RetryKey),
        };
    }

    private static TimeSpan Time(Config config, string key)
    {
        try
        {
            var time = config.GetTimeSpan(key, allowInfinite: false);
            if (time > TimeSpan.Zero) { return time; }
        }
        catch (FormatException)
        {
            // Said below, with what is accepted.
        }

        throw new ConfigurationException(
            $"{key} is {config.GetString(key)}; accepted: a time of more than 0, such as 1s");
    }
}

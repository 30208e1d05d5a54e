using Akka.Configuration;

namespace VfioActors.Runtime.Configurations;

/// <summary>What <c>hocon/reference.conf</c> says, or an application in its place.</summary>
public sealed record RuntimeSettings
{
    /// <summary>The section of the dispatcher that free actors run on.</summary>
    public const string Dispatcher = "vfio-actors.dispatcher";

    /// <summary>The section that a controlled actor system is made with.</summary>
    public const string Control = "vfio-actors.control.system";

    internal const string ActorsKey = "vfio-actors.control.actors";
    internal const string FiringsKey = "vfio-actors.control.timer-firings";
    internal const string StepKey = "vfio-actors.control.step-cpu";
    private const string TickKey = "vfio-actors.tick";
    private const string RestKey = "vfio-actors.rest-poll";
    private const string RecordingKey = "vfio-actors.recording-pause";
    private const string InFlightKey = "vfio-actors.limits.in-flight";
    private const string MailboxKey = "vfio-actors.limits.mailbox";
    private const string LastStepsKey = "vfio-actors.limits.last-steps";

    /// <summary>How long one tick of a behaviour's timer takes.</summary>
    public required TimeSpan Tick { get; init; }

    /// <summary>The time between two looks whether all is done.</summary>
    public required TimeSpan RestPoll { get; init; }

    /// <summary>The time between two savings of a recording.</summary>
    public required TimeSpan RecordingPause { get; init; }

    /// <summary>How many messages may be on their way before those from outside are refused.</summary>
    public required long InFlightMax { get; init; }

    /// <summary>The longest queue that an actor may have.</summary>
    public required int MailboxMax { get; init; }

    /// <summary>How many steps a broken promise is reported with.</summary>
    public required int LastSteps { get; init; }

    /// <summary>How many controlled actors there may be beside those that the first runs show.</summary>
    public required int ControlledActors { get; init; }

    /// <summary>How often a controlled timer fires that was to fire for ever.</summary>
    public required int TimerFirings { get; init; }

    /// <summary>How much processor time a step of a controlled actor may take.</summary>
    public required TimeSpan StepCpu { get; init; }

    /// <summary>Every key with its default, as the file in the assembly has it.</summary>
    public static Config Reference { get; } =
        ConfigurationFactory.FromResource("VfioActors.Runtime.reference.conf", typeof(RuntimeSettings).Assembly);

    /// <summary>The keys that are read here.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        [TickKey, RestKey, RecordingKey, InFlightKey, MailboxKey, LastStepsKey, ActorsKey, FiringsKey, StepKey];

    /// <summary>The sections that Akka.NET reads itself.</summary>
    public static IReadOnlyList<string> Sections { get; } = [Dispatcher, Control];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationException">A key is missing, or its value makes no sense.</exception>
    public static RuntimeSettings From(Config config) => new()
    {
        Tick = Time(config, TickKey),
        RestPoll = Time(config, RestKey),
        RecordingPause = Time(config, RecordingKey),
        InFlightMax = Number(config, InFlightKey, long.MaxValue),
        MailboxMax = (int)Number(config, MailboxKey, int.MaxValue),
        LastSteps = (int)Number(config, LastStepsKey, 1024),
        ControlledActors = (int)Number(config, ActorsKey, 1000),
        TimerFirings = (int)Number(config, FiringsKey, 1000),
        StepCpu = Time(config, StepKey),
    };

    private static TimeSpan Time(Config config, string key)
    {
        var time = Value(config, key, () => config.GetTimeSpan(key));
        return time > TimeSpan.Zero ? time : throw Refused(key, config, "a time of more than 0, such as 1ms");
    }

    private static long Number(Config config, string key, long max)
    {
        var number = Value(config, key, () => config.GetLong(key));
        return number >= 1 && number <= max ? number : throw Refused(key, config, $"1 to {max}");
    }

    private static T Value<T>(Config config, string key, Func<T> read)
    {
        if (!config.HasPath(key)) { throw new ConfigurationException($"{key} is missing"); }
        try
        {
            return read();
        }
        catch (Exception unread) when (unread is FormatException or OverflowException)
        {
            throw Refused(key, config, "what its comment in reference.conf says");
        }
    }

    private static ConfigurationException Refused(string key, Config config, string accepted) =>
        new($"{key} is {config.GetString(key)}; accepted: {accepted}");
}

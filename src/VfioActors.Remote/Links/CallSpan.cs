using System.Diagnostics;
using VfioActors.Runtime.Telemetry;

namespace VfioActors.Remote.Links;

/// <summary>What telemetry hears of one call to another node; nothing while nobody listens.</summary>
internal readonly struct CallSpan
{
    private readonly Activity? _activity;

    private CallSpan(Activity? activity) => _activity = activity;

    /// <summary>The call starts. Whatever the thread does next is no part of it.</summary>
    internal static CallSpan Started(object message)
    {
        if (!VfioActorsTelemetry.Source.HasListeners()) { return default; }
        var before = Activity.Current;
        var type = message.GetType();
        CallSpan span = new(VfioActorsTelemetry.Source.StartActivity(
            $"{type.DeclaringType?.Name}.{type.Name}", ActivityKind.Client));
        Activity.Current = before;
        return span;
    }

    /// <summary>The call was answered, or the link to its actor was lost.</summary>
    internal void End(bool isLost)
    {
        VfioActorsTelemetry.LinkCalls.Add(
            1, new KeyValuePair<string, object?>("outcome", isLost ? "lost" : "answered"));
        if (_activity is null) { return; }
        _activity.SetStatus(isLost ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
        _activity.Dispose();
    }
}

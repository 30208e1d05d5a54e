using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using Akka.Actor;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>Calls of .NET and of Akka.NET by which an actor learns something that no message told it.</summary>
internal static class OutsideCalls
{
    private static readonly HashSet<(Type Owner, string Name)> Lots =
    [
        (typeof(DateTime), "get_Now"), (typeof(DateTime), "get_UtcNow"), (typeof(DateTime), "get_Today"),
        (typeof(DateTimeOffset), "get_Now"), (typeof(DateTimeOffset), "get_UtcNow"),
        (typeof(Stopwatch), nameof(Stopwatch.GetTimestamp)), (typeof(Stopwatch), nameof(Stopwatch.StartNew)),
        (typeof(Environment), "get_TickCount"), (typeof(Environment), "get_TickCount64"),
        (typeof(Guid), nameof(Guid.NewGuid)), (typeof(Guid), nameof(Guid.CreateVersion7)),
        (typeof(Random), "get_Shared"),
    ];

    private static readonly HashSet<(Type Owner, string Name)> Shared =
    [
        (typeof(AppContext), nameof(AppContext.GetData)), (typeof(AppContext), nameof(AppContext.SetData)),
        (typeof(AppContext), nameof(AppContext.TryGetSwitch)), (typeof(AppContext), nameof(AppContext.SetSwitch)),
        (typeof(AppDomain), nameof(AppDomain.GetData)), (typeof(AppDomain), nameof(AppDomain.SetData)),
        (typeof(Environment), nameof(Environment.GetEnvironmentVariable)),
        (typeof(Environment), nameof(Environment.SetEnvironmentVariable)),
        (typeof(ActorSystem), nameof(ActorSystem.GetExtension)),
        (typeof(ActorSystem), nameof(ActorSystem.TryGetExtension)),
        (typeof(ActorSystemWithExtensions), nameof(ActorSystemWithExtensions.WithExtension)),
        (typeof(IInternalActorRef), "get_IsTerminated"),
        (typeof(Task), "get_IsCompleted"), (typeof(Task), "get_IsCompletedSuccessfully"), (typeof(Task), "get_Status"),
        (typeof(Task), "get_IsFaulted"), (typeof(Task), "get_IsCanceled"), (typeof(Task), "get_Exception"),
    ];

    /// <summary>What a call gives is drawn by lot or read from a clock, in words; null for another call.</summary>
    internal static string? LotOf(MethodBase called)
    {
        if (called.DeclaringType is not { } owner) { return null; }
        if (called.IsConstructor)
        {
            return owner == typeof(Random) && called.GetParameters().Length == 0 ? "new Random()" : null;
        }

        return owner == typeof(RandomNumberGenerator) || Lots.Contains((owner, called.Name)) ? TextOf(called) : null;
    }

    /// <summary>What a call gives or sets belongs to the whole program or system, in words; null for another.</summary>
    internal static string? SharedBy(MethodBase called) =>
        called.DeclaringType is { } owner && Shared.Contains((owner, called.Name)) ? TextOf(called) : null;

    private static string TextOf(MethodBase called) =>
        $"{TypeText.Of(called.DeclaringType!)}.{called.Name.Replace("get_", "", StringComparison.Ordinal)}";
}

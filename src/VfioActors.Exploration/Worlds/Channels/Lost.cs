using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds.Channels;

/// <summary>For claims about runs: stands where nothing was handled, as the message was lost.</summary>
internal readonly record struct Lost : IMessage;

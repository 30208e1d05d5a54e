using VfioActors.Exploration.Units;

namespace VfioActors.Cluster.Searches.Messages;

/// <summary>Has one worker of a node begin, or begin anew: what it had in hands is forgotten.</summary>
/// <param name="Search">The number of the search.</param>
/// <param name="Worker">Which of the node's, from 0.</param>
/// <param name="Session">The number under which it works from now on.</param>
/// <param name="Place">Where it stands among the others.</param>
/// <param name="Learned">What worlds are to know, packed.</param>
internal sealed record SessionBegin(long Search, int Worker, int Session, WorkerPlace Place, byte[] Learned);

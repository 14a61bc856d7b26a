//! Circles in a graph, and the order of one that has none.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Each node after those it needs; among those that are free, the least first. What stands in a
/// circle or leads into one comes last. `needs[n]` are the nodes that `n` needs.
///
/// Kahn's algorithm (1962) with a heap.
pub(crate) fn order(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut open: Vec<usize> = vec![0; needs.len()];
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (node, all) in needs.iter().enumerate() {
        let mut all = all.clone();
        all.sort_unstable();
        all.dedup();
        open[node] = all.len();
        for need in all {
            needed_by[need].push(node);
        }
    }
    let mut free: BinaryHeap<Reverse<usize>> = open
        .iter()
        .enumerate()
        .filter(|(_, open)| **open == 0)
        .map(|(node, _)| Reverse(node))
        .collect();
    let mut order = Vec::with_capacity(needs.len());
    while let Some(Reverse(node)) = free.pop() {
        order.push(node);
        for &next in &needed_by[node] {
            open[next] -= 1;
            if open[next] == 0 {
                free.push(Reverse(next));
            }
        }
    }
    order.extend((0..needs.len()).filter(|&node| open[node] > 0));
    order
}

/// Circles that share no node, a shortest one each: each node needs the next, the last needs the
/// first. Empty if there is none; at most ten.
pub(crate) fn circles(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut needs = needs.to_vec();
    let mut found = Vec::new();
    while found.len() < 10
        && let Some(circle) = first(&needs)
    {
        for &node in &circle {
            needs[node].clear();
        }
        found.push(circle);
    }
    found
}

fn first(needs: &[Vec<usize>]) -> Option<Vec<usize>> {
    // whoever needs only nodes that are through is through too; the rest leads into a circle
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (node, all) in needs.iter().enumerate() {
        for &need in all {
            needed_by[need].push(node);
        }
    }
    let mut open: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut free: Vec<usize> = (0..needs.len()).filter(|&node| open[node] == 0).collect();
    while let Some(node) = free.pop() {
        for &next in &needed_by[node] {
            open[next] -= 1;
            if open[next] == 0 {
                free.push(next);
            }
        }
    }
    let mut at = (0..needs.len()).find(|&node| open[node] > 0)?;
    let mut seen = vec![false; needs.len()];
    while !seen[at] {
        seen[at] = true;
        at = *needs[at].iter().filter(|&&need| open[need] > 0).min()?;
    }
    shortest(needs, at)
}

/// A shortest way from a node back to itself, breadth first; begins at its least node.
fn shortest(needs: &[Vec<usize>], start: usize) -> Option<Vec<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; needs.len()];
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &next in &needs[node] {
            if next == start {
                let mut path = vec![node];
                while let Some(before) = path.last().and_then(|&at| from[at]) {
                    path.push(before);
                }
                path.reverse();
                let least = path
                    .iter()
                    .enumerate()
                    .min_by_key(|(_, node)| **node)
                    .map_or(0, |(index, _)| index);
                path.rotate_left(least);
                return Some(path);
            }
            if from[next].is_none() {
                from[next] = Some(node);
                queue.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_come_first() {
        assert_eq!(order(&[vec![2], vec![], vec![1], vec![]]), [1, 2, 0, 3]);
        assert_eq!(order(&[vec![1], vec![0], vec![0], vec![]]), [3, 0, 1, 2]);
    }

    #[test]
    fn circles_are_found() {
        assert!(circles(&[vec![1], vec![2], vec![]]).is_empty());
        assert_eq!(circles(&[vec![1], vec![2], vec![1]]), [vec![1, 2]]);
        assert_eq!(
            circles(&[vec![0], vec![2], vec![3, 1], vec![1]]),
            [vec![0], vec![1, 2]]
        );
    }
}

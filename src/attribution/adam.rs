//! Climbs a gradient in steps of even size (Adam: Kingma & Ba 2015), the same on every run.

/// A climb of so many steps over some numbers.
pub(super) struct Adam {
    mean: Vec<f64>,
    square: Vec<f64>,
    steps: usize,
    rate: f64,
}

impl Adam {
    /// For so many numbers; the rate falls from `rate` to nothing over the steps.
    pub(super) fn new(numbers: usize, steps: usize, rate: f64) -> Self {
        Self { mean: vec![0.0; numbers], square: vec![0.0; numbers], steps, rate }
    }

    /// Moves the numbers by the gradient of one step, counted from 1.
    pub(super) fn step(&mut self, step: usize, values: &mut [f64], gradient: &[f64]) {
        let rate = self.rate * (1.0 - step as f64 / (self.steps + 1) as f64);
        for (at, value) in values.iter_mut().enumerate() {
            self.mean[at] = 0.9 * self.mean[at] + 0.1 * gradient[at];
            self.square[at] = 0.999 * self.square[at] + 0.001 * gradient[at] * gradient[at];
            let mean = self.mean[at] / (1.0 - 0.9_f64.powi(step as i32));
            let square = self.square[at] / (1.0 - 0.999_f64.powi(step as i32));
            *value += rate * mean / (square.sqrt() + 1e-9);
        }
    }
}
